using MediAgents.Primitives;
using MediAgents.Storage.Sqlite;
using MediAgents.Storage.Sqlite.Keys;

namespace MediAgents.Storage.Tests.Sqlite;

public sealed class MigrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mediagents-test-").FullName;

    private StorageOptions Options => new() { DataDirectory = folder };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_empty_folder_gets_the_whole_schema()
    {
        await using var database = SqliteDatabase.Open(Options);
        var tables = await database.ReadAsync(session => Column(session, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"));
        tables.ShouldBe([
            "audit_trail", "audit_trail_checkpoint", "audit_trail_head", "document", "document_part", "erasure", "erasure_removed", "grain", "grain_journal",
            "idempotency_claim", "profile", "schema_migration", "timeline_event",
        ]);
    }

    [Fact]
    public async Task Migrations_run_once()
    {
        List<string> first, again;
        await using (var database = SqliteDatabase.Open(Options))
            first = await database.ReadAsync(Schema);
        await using (var database = SqliteDatabase.Open(Options))
            again = await database.ReadAsync(Schema);
        first.Count.ShouldBeGreaterThan(4);
        again.ShouldBe(first);
    }

    [Fact]
    public async Task Processes_that_start_together_migrate_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var options = Options with { DataDirectory = Path.Combine(folder, $"{round}") };
            using var start = new Barrier(4);
            var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    using var keys = SqliteDataKeyStore.Open(options);
                    return SqliteDatabase.Open(options);
                },
                TaskCreationOptions.LongRunning)));

            foreach (var database in databases)
            {
                (await database.ReadAsync(session => Column(session, "SELECT name FROM schema_migration ORDER BY number")))
                    .ShouldBe([
                        "0001_grains", "0002_documents", "0003_audit_trail", "0004_timeline", "0005_idempotency", "0006_profiles",
                        "0007_trail_checkpoint", "0008_erasure",
                    ]);
                await database.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_file_of_a_newer_release_stops_the_start()
    {
        await using (var database = SqliteDatabase.Open(Options))
        {
            await database.WriteAsync(session =>
            {
                session.Execute("INSERT INTO schema_migration VALUES (9999, 'of tomorrow')");
                return true;
            });
        }

        Should.Throw<StorageTooNewException>(() => SqliteDatabase.Open(Options)).Message.ShouldContain("mediagents.db is at schema 9999");
    }

    [Fact]
    public void A_file_that_is_no_database_stops_the_start_and_is_left_alone()
    {
        var file = Path.Combine(folder, "mediagents.db");
        File.WriteAllText(file, new string('x', 5000));
        Should.Throw<StorageUnavailableException>(() => SqliteDatabase.Open(Options)).Message.ShouldContain("damaged");
        File.ReadAllText(file).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task A_file_that_another_process_holds_stops_the_start_in_time()
    {
        await using var holder = SqliteDatabase.Open(Options);
        using var release = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var holding = holder.WriteAsync(_ =>
        {
            held.Set();
            release.Wait();
            return true;
        });
        held.Wait();
        try
        {
            var options = Options with { BusyTimeout = TimeSpan.FromMilliseconds(50) };
            Should.Throw<StorageUnavailableException>(() => SqliteDatabase.Open(options)).Message.ShouldContain("locked");
        }
        finally
        {
            release.Set();
            await holding;
        }
    }

    private static List<string> Schema(SqliteSession session) =>
        Column(session, "SELECT name FROM schema_migration UNION ALL SELECT name || coalesce(sql, '') FROM sqlite_schema");

    private static List<string> Column(SqliteSession session, string sql)
    {
        var values = new List<string>();
        using var row = session.Statement(sql);
        while (row.Step())
            values.Add(row.Text(0));
        return values;
    }
}
