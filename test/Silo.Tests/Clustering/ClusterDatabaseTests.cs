using MediAgents.Contract.Stores;
using MediAgents.Primitives;
using MediAgents.Silo.Clustering;
using MediAgents.Storage;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Tests.Postgres;
using Npgsql;

namespace MediAgents.Silo.Tests.Clustering;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class ClusterDatabaseTests(PostgresServer server)
{
    [StoreFact]
    public async Task A_second_migration_changes_nothing()
    {
        var options = await CreateAsync();
        ClusterDatabase.Migrate(options);
        var first = await ColumnAsync(options, "SELECT number || ' ' || name FROM schema_migration ORDER BY number");
        first.ShouldNotBeEmpty();

        await ColumnAsync(options, "INSERT INTO cluster (id, version) VALUES ('ours', 7) RETURNING id");
        ClusterDatabase.Migrate(options);

        (await ColumnAsync(options, "SELECT number || ' ' || name FROM schema_migration ORDER BY number")).ShouldBe(first);
        (await ColumnAsync(options, "SELECT id || version FROM cluster")).ShouldBe(["ours7"]);
    }

    [StoreFact]
    public async Task Nodes_that_start_together_migrate_once()
    {
        var options = await CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ClusterDatabase.Migrate(options))));
        (await ColumnAsync(options, "SELECT count(*)::text FROM schema_migration GROUP BY number")).ShouldAllBe(count => count == "1");
    }

    [StoreFact]
    public async Task It_lies_beside_the_stores_own_tables()
    {
        var options = await CreateAsync();
        await using (PostgresDatabase.Open(options))
            ClusterDatabase.Migrate(options);
        (await ColumnAsync(options, "SELECT table_schema::text FROM information_schema.tables WHERE table_name = 'schema_migration' ORDER BY 1"))
            .ShouldBe(["mediagents", "mediagents_cluster"]);
        (await ColumnAsync(options, "SELECT table_schema::text FROM information_schema.tables WHERE table_name IN ('silo', 'reminder', 'orleansquery')"))
            .ShouldBe(["mediagents_cluster", "mediagents_cluster", "mediagents_cluster"]);
    }

    [StoreFact]
    public async Task A_schema_of_a_newer_release_stops_the_start()
    {
        var options = await CreateAsync();
        ClusterDatabase.Migrate(options);
        await ColumnAsync(options, "INSERT INTO schema_migration VALUES (9999, 'of tomorrow') RETURNING name");
        Should.Throw<StorageTooNewException>(() => ClusterDatabase.Migrate(options)).Message.ShouldContain("9999");
    }

    [StoreFact]
    public async Task A_database_that_is_away_is_said_without_its_password()
    {
        var wrong = new PostgresOptions { Database = server.UrlFor("mediagents", "not-the-password", (await CreateAsync()).Database) };
        Should.Throw<StorageUnavailableException>(() => ClusterDatabase.Migrate(wrong)).ToString().ShouldNotContain("not-the-password");
        Should.Throw<StorageUnavailableException>(() => ClusterDatabase.Migrate(new PostgresOptions { Database = PostgresUrl.Parse("postgresql://asha:secret@127.0.0.1:1/records") }))
            .Message.ShouldBe("The database cannot be reached.");
    }

    private async Task<PostgresOptions> CreateAsync() => new() { Database = await server.CreateDatabaseAsync() };

    /// <summary>Asked as Orleans' providers would ask: on a connection made from the words given to them.</summary>
    private static async Task<List<string>> ColumnAsync(PostgresOptions options, string sql)
    {
        await using var connection = new NpgsqlConnection(ClusterDatabase.ConnectionStringOf(options));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await row.ReadAsync())
            values.Add(row.GetString(0));
        return values;
    }
}
