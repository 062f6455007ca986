using MediAgents.Primitives;
using MediAgents.Storage;
using MediAgents.Storage.Postgres;

namespace MediAgents.Silo.Clustering;

/// <summary>
/// The schema <c>mediagents_cluster</c>: which silos there are, and their reminders. Orleans' own providers read and write it
/// by the statements that stand in its table <c>orleansquery</c>.
/// </summary>
public static class ClusterDatabase
{
    /// <summary>The name by which Orleans' providers know PostgreSQL.</summary>
    public const string Invariant = "Npgsql";

    // A silo renews its row, reads the table and pings through it now and then: a few connections are plenty, and a
    // hundred silos still leave a server most of its own.
    private const int Connections = 4;

    private static readonly PostgresSchema Schema = new("mediagents_cluster", typeof(ClusterDatabase).Assembly, "Sql/");

    /// <summary>Brings the schema to this release; nodes that start together do it once.</summary>
    /// <exception cref="StorageUnavailableException">The server is away, refuses, or is too old.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote the schema.</exception>
    public static void Migrate(PostgresOptions options) => Schema.Migrate(options);

    /// <summary>What Orleans' providers connect by. It holds the password: it belongs in no log.</summary>
    public static string ConnectionStringOf(PostgresOptions options) => Schema.ConnectionStringOf(options, "mediagents cluster", Connections);
}
