using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Primitives;
using MediAgents.Storage.Postgres;
using Npgsql;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresMigrationTests(PostgresServer server)
{
    private static readonly string[] Known = [.. PostgresSql.List("Migrations").Select(path => Path.GetFileNameWithoutExtension(path))];

    [StoreFact]
    public async Task An_empty_database_gets_the_whole_schema()
    {
        var url = await server.CreateDatabaseAsync();
        await using (Open(url))
        {
            (await ColumnAsync(url, "SELECT name FROM schema_migration ORDER BY number")).ShouldBe(Known);
            Known.Select(name => name[..4]).ShouldBe(Enumerable.Range(1, Known.Length).Select(number => $"{number:d4}"));
        }

        (await ColumnAsync(url, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'mediagents' ORDER BY 1")).ShouldBe(
        [
            "audit_trail", "audit_trail_checkpoint", "audit_trail_head", "document", "document_part", "erased_key", "erasure", "erasure_removed", "grain", "grain_journal",
            "idempotency_claim", "profile", "schema_migration", "setting", "timeline_event",
        ]);
    }

    [StoreFact]
    public async Task The_previous_schema_with_data_is_brought_to_this_one()
    {
        // Data as this release writes them, but for what the newest migration adds.
        await using var store = new PostgresStore(server);
        await store.CreateAsync();
        await using (var connection = await server.ConnectAsync(store.Url))
            PostgresMigrations.Run(connection, "mediagents", "Migrations", newest: Known.Length - 1);
        await store.TamperAsync("INSERT INTO grain (kind, id, owner, version, journal_length, unfinished, updated_at, state) VALUES ('run', 'old', NULL, 1, 0, true, 0, '')");
        (await store.CountAsync("SELECT max(number) FROM schema_migration")).ShouldBe(Known.Length - 1);

        (await store.Grains.ListUnfinishedAsync(CancellationToken.None)).ShouldBe([Run("old")]);
        await store.Trail.RecordAsync(Access.By(Asha.Scope(), "test.append"));
        (await store.Trail.VerifyAsync()).Faults.ShouldBeEmpty();
        (await store.CountAsync("SELECT max(number) FROM schema_migration")).ShouldBe(Known.Length);
    }

    [StoreFact]
    public async Task Processes_that_start_together_migrate_once()
    {
        var url = await server.CreateDatabaseAsync();
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Open(url))));
        (await ColumnAsync(url, "SELECT name FROM schema_migration ORDER BY number")).ShouldBe(Known);
        foreach (var database in databases)
            await database.DisposeAsync();
    }

    [StoreFact]
    public async Task A_schema_of_a_newer_release_stops_the_start()
    {
        var url = await server.CreateDatabaseAsync();
        await using (Open(url))
            await ColumnAsync(url, "INSERT INTO schema_migration VALUES (9999, 'of tomorrow') RETURNING name");
        Should.Throw<StorageTooNewException>(() => Open(url)).Message.ShouldContain("9999");
    }

    [StoreFact]
    public async Task A_user_without_the_right_to_make_schemas_finds_one_made_for_it()
    {
        var url = await server.CreateDatabaseAsync();
        await ColumnAsync(url, "CREATE ROLE clerk LOGIN PASSWORD 'x'");
        await ColumnAsync(url, "CREATE SCHEMA mediagents AUTHORIZATION clerk");
        var clerk = server.UrlFor("clerk", "x", url);
        await using (Open(clerk))
            (await ColumnAsync(url, "SELECT name FROM schema_migration ORDER BY number")).ShouldBe(Known);
    }

    [StoreFact]
    public async Task A_database_that_is_not_there_is_said_in_a_sentence()
    {
        var missing = server.UrlFor("mediagents", "wrong", await server.CreateDatabaseAsync());
        Should.Throw<StorageUnavailableException>(() => Open(missing)).Message.ShouldBe("The database refuses user or password.");
        Should.Throw<StorageUnavailableException>(() => Open(PostgresUrl.Parse("postgresql://asha:secret@127.0.0.1:1/records"))).Message
            .ShouldBe("The database cannot be reached.");
    }

    private static PostgresDatabase Open(PostgresUrl url) => PostgresDatabase.Open(new PostgresOptions { Database = url });

    private async Task<List<string>> ColumnAsync(PostgresUrl url, string sql)
    {
        await using var connection = await server.ConnectAsync(url);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await row.ReadAsync())
            values.Add(row.GetString(0));
        return values;
    }
}
