using System.Net;
using System.Reflection;
using MediAgents.Grains.Cluster.Control;
using Orleans;
using Orleans.Runtime;

namespace MediAgents.Grains.Cluster.Tests.Control;

/// <summary>Silos whose failures are exact.</summary>
internal sealed class FakeSilos
{
    private readonly Dictionary<string, FakeSilo> silos = [];
    private readonly HashSet<SiloAddress> active = [];

    public IGrainFactory Factory
    {
        get
        {
            var factory = DispatchProxy.Create<IGrainFactory, Orleans>();
            ((Orleans)(object)factory).Silos = this;
            return factory;
        }
    }

    public FakeSilo Add()
    {
        var silo = new FakeSilo(SiloAddress.New(IPAddress.Loopback, 1_000 + silos.Count, 1));
        silos.Add(silo.Address.ToParsableString(), silo);
        active.Add(silo.Address);
        return silo;
    }

    /// <summary>The others have seen that it is gone.</summary>
    public void Leaves(FakeSilo silo) => active.Remove(silo.Address);

    /// <summary>Orleans, as far as it is asked for.</summary>
#pragma warning disable CA1852 // The proxy is derived from it.
    internal class Orleans : DispatchProxy
#pragma warning restore CA1852
    {
        public FakeSilos Silos { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod)
            {
                case { Name: nameof(IManagementGrain.GetHosts) }:
                    return Task.FromResult(Silos.active.ToDictionary(silo => silo, _ => SiloStatus.Active));
                case { Name: nameof(IGrainFactory.GetGrain) } when targetMethod.ReturnType == typeof(IManagementGrain):
                    var management = Create<IManagementGrain, Orleans>();
                    ((Orleans)(object)management).Silos = Silos;
                    return management;
                case { Name: nameof(IGrainFactory.GetGrain) } when targetMethod.ReturnType == typeof(IHostControlGrain):
                    return Silos.silos[(string)args![0]!];
                default:
                    throw new NotSupportedException();
            }
        }
    }
}

/// <summary>One of them.</summary>
internal sealed class FakeSilo(SiloAddress address) : IHostControlGrain
{
    private readonly HashSet<string> closed = [];

    public SiloAddress Address => address;

    /// <summary>What a closing ends with; at once and well when not set.</summary>
    public Task Closing { get; set; } = Task.CompletedTask;

    /// <summary>So many openings fail.</summary>
    public int RefusedOpenings { get; set; }

    public int Openings { get; private set; }

    public string Figures { get; set; } = "[]";

    public bool IsClosed => closed.Count > 0;

    public async Task CloseOwnerAsync(string token, string ownerHash)
    {
        await Closing;
        closed.Add(token);
    }

    public Task OpenOwnerAsync(string token)
    {
        Openings++;
        if (RefusedOpenings-- > 0)
            return Task.FromException(new TimeoutException());
        closed.Remove(token);
        return Task.CompletedTask;
    }

    public Task<string> ReadStatisticsAsync() =>
        Figures is "" ? Task.FromException<string>(new SiloUnavailableException()) : Task.FromResult(Figures);
}
