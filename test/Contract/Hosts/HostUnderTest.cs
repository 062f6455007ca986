using MediAgents.Contract.Storage;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;

namespace MediAgents.Contract.Hosts;

/// <summary>
/// A kind of host on a kind of storage. A host's test project derives once for its host, and once more for each
/// further storage, overriding only <see cref="OpenStorage"/>.
/// </summary>
public abstract class HostUnderTest : IAsyncDisposable
{
    private readonly List<RunningHost> running = [];
    private readonly InMemoryGrainStorage memory = new();

    public ManualTime Time { get; } = new();

    /// <summary>Starts a host. Several may run at once, and one after another: all see the same stored grains.</summary>
    public async Task<RunningHost> StartAsync(IReadOnlyList<GrainKind> kinds, HostSettings settings)
    {
        var host = await StartAsync(kinds, settings, new UnreliableStorage(OpenStorage()));
        running.Add(host);
        return host;
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var host in running)
        {
            await host.KillAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the storage; each call may give another object, but of the same data.</summary>
    protected virtual IGrainStorage OpenStorage() => memory;

    protected abstract Task<RunningHost> StartAsync(IReadOnlyList<GrainKind> kinds, HostSettings settings, UnreliableStorage storage);
}

/// <summary>What the suites need to set on a host.</summary>
public sealed record HostSettings
{
    public int MailboxCapacity { get; init; } = 1000;

    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    public int MaxCommitRetries { get; init; } = 5;
}

/// <summary>A host that was started and is at work.</summary>
public abstract class RunningHost(UnreliableStorage storage)
{
    public abstract IGrains Grains { get; }

    public abstract IGrainHostStatistics Statistics { get; }

    public abstract IGrainOwners Owners { get; }

    /// <summary>This host's way to the storage, which a test may disturb.</summary>
    public UnreliableStorage Storage { get; } = storage;

    /// <summary>Stops in good order, as on SIGTERM.</summary>
    public abstract Task StopAsync();

    /// <summary>Ends as a process that is killed: whatever its code goes on doing, nothing reaches the storage.</summary>
    public async Task KillAsync()
    {
        Storage.CutOff();
        await AbandonAsync();
    }

    public GrainKindStatistics StatisticsOf(string kind) => Statistics.Read().Single(figures => figures.Kind == kind);

    protected abstract Task AbandonAsync();
}
