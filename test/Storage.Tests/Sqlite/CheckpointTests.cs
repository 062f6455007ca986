using MediAgents.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace MediAgents.Storage.Tests.Sqlite;

public sealed class CheckpointTests : IAsyncLifetime
{
    private const int LogPages = 64;
    private const int FrameSize = 4096 + 24;

    private readonly TestStore store = new(options: new StorageOptions { DataDirectory = "", LogPages = LogPages });

    private SqliteDatabase Database => store.Database;

    private string LogFile => Path.Combine(store.Folder, "mediagents.db-wal");

    public Task InitializeAsync() => Database.WriteAsync(session =>
    {
        session.Execute("CREATE TABLE note (page BLOB NOT NULL)");
        return true;
    });

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task The_log_stays_short_while_all_write_and_read()
    {
        const int written = 40 * LogPages;
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await Database.ReadAsync(Count);
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WritePages(written / 4)));
        await done.CancelAsync();
        await reading;

        LogLength().ShouldBeLessThan(written / 4); // the file is as long as the log ever was
        (await Database.ReadAsync(Count)).ShouldBe(written);
    }

    [Fact]
    public async Task A_reader_that_stays_delays_it_and_no_longer()
    {
        await WritePages(1);
        long held;
        using (var reader = new SqliteConnection($"Data Source={Path.Combine(store.Folder, "mediagents.db")};Pooling=false"))
        {
            reader.Open();
            using var snapshot = reader.BeginTransaction(deferred: true);
            using var count = new SqliteCommand("SELECT count(*) FROM note", reader, snapshot);
            count.ExecuteScalar().ShouldBe(1L);
            await WritePages(10 * LogPages); // nobody waits for the reader
            held = LogLength();
            held.ShouldBeGreaterThan(10 * LogPages);
            count.ExecuteScalar().ShouldBe(1L);
        }

        await WritePages(20 * LogPages);
        LogLength().ShouldBeLessThan(held + 10 * LogPages);
        (await Database.ReadAsync(Count)).ShouldBe(30 * LogPages + 1);
    }

    [Fact]
    public async Task Closing_leaves_the_database_alone_and_whole()
    {
        await WritePages(3 * LogPages);
        await store.CloseAsync();
        File.Exists(LogFile).ShouldBeFalse();

        await using var reopened = new TestStore(store.Folder);
        (await reopened.Database.ReadAsync(Count)).ShouldBe(3 * LogPages);
    }

    [Fact]
    public async Task No_commit_of_the_writer_brings_the_log_in() =>
        (await Database.WriteAsync(session =>
        {
            using var row = session.Statement("PRAGMA wal_autocheckpoint");
            row.Step();
            return row.Number(0);
        })).ShouldBe(0);

    private async Task WritePages(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Database.WriteAsync(session =>
            {
                using var insert = session.Statement("INSERT INTO note (page) VALUES (zeroblob(4000))");
                return insert.Step();
            });
        }
    }

    private long LogLength() => new FileInfo(LogFile).Length / FrameSize;

    private static long Count(SqliteSession session)
    {
        using var row = session.Statement("SELECT count(*) FROM note");
        row.Step();
        return row.Number(0);
    }
}
