using System.Globalization;

namespace MediAgents.Cluster.Tests.Failover;

/// <summary>How much is done: little beside other tests; all of it with <c>make failover</c>, which sets MEDIAGENTS_KILLS.</summary>
internal static class Extent
{
    private const string Setting = "MEDIAGENTS_KILLS";

    public static bool IsFull => Environment.GetEnvironmentVariable(Setting) is { Length: > 0 };

    /// <summary>How often a silo is killed.</summary>
    public static int Kills { get; } = int.Parse(Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } set ? set : "2", CultureInfo.InvariantCulture);

    /// <summary>Runs under way while silos are started again one after the other.</summary>
    public static int LiveRuns { get; } = IsFull ? 50 : 10;

    /// <summary>How long PostgreSQL is away.</summary>
    public static TimeSpan Outage { get; } = TimeSpan.FromSeconds(IsFull ? 60 : 5);
}
