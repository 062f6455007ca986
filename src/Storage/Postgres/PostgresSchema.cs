using System.Reflection;
using MediAgents.Primitives;

namespace MediAgents.Storage.Postgres;

/// <summary>
/// A schema that another part of the product keeps beside the stores' own, in the same database and under the same rules
/// of migration.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="assembly">Where its migrations are embedded.</param>
/// <param name="folder">Their folder there, with a slash at its end; the files themselves are <c>Migrations/NNNN_name.sql</c> below it.</param>
public sealed class PostgresSchema(string name, Assembly assembly, string folder)
{
    private readonly EmbeddedSql sql = new(folder, assembly);

    /// <summary>Brings the schema to this release; processes that do so together do it once.</summary>
    /// <exception cref="StorageUnavailableException">The server is away, refuses, or is too old.</exception>
    /// <exception cref="StorageTooNewException">A newer release wrote the schema.</exception>
    public void Migrate(PostgresOptions options)
    {
        PostgresOptions.Validate(options);
        try
        {
            using var source = PostgresConnections.Single(options.Database, options, name);
            using var connection = source.OpenConnection();
            PostgresMigrations.Run(connection, name, "Migrations", sql: sql);
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
    }

    /// <summary>What a library needs that opens connections to the schema itself. It holds the password.</summary>
    /// <param name="options">Where the database is.</param>
    /// <param name="application">The name the server shows for them.</param>
    /// <param name="connections">How many at most, 1 or more.</param>
    public string ConnectionStringOf(PostgresOptions options, string application, int connections)
    {
        PostgresOptions.Validate(options);
        return PostgresConnections.Bounded(options.Database, options, name, application, connections).ConnectionString;
    }
}
