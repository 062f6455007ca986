using System.Net;
using MediAgents.Grains.Cluster;
using MediAgents.Storage.Postgres;
using Orleans.Configuration;
using Orleans.Hosting;

namespace MediAgents.Silo.Clustering;

/// <summary>How the members of a cluster find each other and notice that one is gone.</summary>
public sealed record ClusterMembership
{
    private const string ServiceId = "mediagents";

    /// <summary>Which cluster: silos of one id on one database belong together.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Where the table of members is.</summary>
    public required PostgresOptions Database { get; init; }

    /// <summary>How often a silo asks after another, and how long it waits for the answer. More than 0.</summary>
    public TimeSpan ProbePeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Answers missed in a row before a silo counts as gone. 1 or more.</summary>
    public int MissedProbes { get; init; } = 3;

    /// <summary>
    /// How long a caller waits for the answer of a grain; a reader of a stream asks again within half of it. It bounds how long
    /// the loss of a silo can go unnoticed by those who wait for something there. More than 0.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call is tried: longer than it takes to notice that a silo is gone and to place its grains anew.</summary>
    public ClusterCallOptions Calls => new() { Patience = Longer(TimeSpan.FromSeconds(20), ProbePeriod * MissedProbes + CallTimeout * 2) };

    /// <summary>Makes a silo a member.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="name">Its name, e.g. that of its pod.</param>
    /// <param name="address">Where the other members reach it.</param>
    /// <param name="siloPort">Silos to this one.</param>
    /// <param name="gatewayPort">Gateways to this one.</param>
    public void Join(ISiloBuilder silo, string name, IPAddress address, int siloPort, int gatewayPort)
    {
        silo.Configure<ClusterOptions>(Name);
        silo.Configure<SiloOptions>(options => options.SiloName = name);
        silo.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress: false);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (ClusterDatabase.Invariant, ClusterDatabase.ConnectionStringOf(Database)));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (ClusterDatabase.Invariant, ClusterDatabase.ConnectionStringOf(Database)));
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = CallTimeout);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = ProbePeriod;
            options.NumMissedProbesLimit = MissedProbes;
            // Two silos have one witness; with more, two have to agree. Orleans asks for no more votes than there are voters.
            options.NumVotesForDeathDeclaration = 2;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(15);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(15);
            // Rows of silos long gone: a restarted pod has a new address, so they would only grow in number.
            options.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
            options.DefunctSiloExpiration = TimeSpan.FromHours(1);
        });
    }

    /// <summary>Makes a gateway a client of the members.</summary>
    public void Connect(IClientBuilder client)
    {
        client.Configure<ClusterOptions>(Name);
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (ClusterDatabase.Invariant, ClusterDatabase.ConnectionStringOf(Database)));
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = CallTimeout);
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
        client.UseConnectionRetryFilter<WaitingForSilos>();
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private void Name(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (ClusterId, ServiceId);
}
