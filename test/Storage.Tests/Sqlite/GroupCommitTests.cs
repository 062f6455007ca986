using MediAgents.Primitives;
using MediAgents.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace MediAgents.Storage.Tests.Sqlite;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly TestStore store = new(options: new StorageOptions { DataDirectory = "", BusyTimeout = TimeSpan.FromMilliseconds(50), WriteQueueLength = 64 });

    private SqliteDatabase Database => store.Database;

    public Task InitializeAsync() => Database.WriteAsync(session =>
    {
        session.Execute("CREATE TABLE note (text TEXT NOT NULL UNIQUE, CHECK (text <> 'forbidden'))");
        return true;
    });

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task A_write_that_fails_takes_only_itself_back()
    {
        Task<bool> first, thrown, violated, last;
        using (HoldWriter())
        {
            first = Add("first");
            thrown = Database.WriteAsync<bool>(session =>
            {
                Insert(session, "half done");
                throw new InvalidOperationException("a mistake of the caller's");
            });
            violated = Database.WriteAsync(session => Insert(session, "also half done") && Insert(session, "forbidden"));
            last = Add("last");
        }

        (await first).ShouldBeTrue();
        (await last).ShouldBeTrue();
        (await Should.ThrowAsync<InvalidOperationException>(thrown)).Message.ShouldBe("a mistake of the caller's");
        await Should.ThrowAsync<SqliteException>(violated);
        (await Notes()).ShouldBe(["first", "last"]);
    }

    [Fact]
    public async Task Writes_keep_their_order_and_see_each_other()
    {
        Task<bool>[] writes;
        using (HoldWriter())
            writes = [.. Enumerable.Range(0, 30).Select(i => Database.WriteAsync(session => Count(session) == i && Insert(session, $"{i:d2}")))];
        (await Task.WhenAll(writes)).ShouldAllBe(inOrder => inOrder);
    }

    [Fact]
    public async Task A_write_cancelled_while_it_waits_never_happens()
    {
        using var cancellation = new CancellationTokenSource();
        Task<bool> cancelled, other;
        using (HoldWriter())
        {
            cancelled = Database.WriteAsync(session => Insert(session, "cancelled"), cancellation.Token);
            other = Add("other");
            await cancellation.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(cancelled); // at once, not when its turn would come
        }

        await other;
        (await Notes()).ShouldBe(["other"]);
    }

    [Fact]
    public async Task A_write_cancelled_after_it_started_is_finished()
    {
        using var cancellation = new CancellationTokenSource();
        await Database.WriteAsync(
            session =>
            {
                cancellation.Cancel();
                return Insert(session, "started");
            },
            cancellation.Token);
        (await Notes()).ShouldBe(["started"]);
    }

    [Fact]
    public async Task A_full_queue_makes_callers_wait_and_loses_nobody()
    {
        Task<bool>[] writes;
        using (HoldWriter())
            writes = [.. Enumerable.Range(0, 500).Select(i => Add($"{i}"))];
        await Task.WhenAll(writes);
        (await Notes()).Count.ShouldBe(500);
    }

    [Fact]
    public async Task A_locked_file_fails_the_batch_and_the_writer_goes_on()
    {
        using (var intruder = new SqliteConnection($"Data Source={Path.Combine(store.Folder, "mediagents.db")};Pooling=false"))
        {
            intruder.Open();
            using var transaction = intruder.BeginTransaction(deferred: false);
            (await Should.ThrowAsync<StorageUnavailableException>(Add("locked out"))).Message.ShouldContain("locked");
            await Should.ThrowAsync<StorageUnavailableException>(() => store.Health.PingAsync().AsTask());
        }

        await Add("afterwards");
        (await Notes()).ShouldBe(["afterwards"]);
    }

    [Fact]
    public async Task A_full_disk_fails_the_batch_and_the_writer_goes_on()
    {
        // SQLite answers the same for its own limit of pages as for a disk without space.
        await Database.WriteAsync(session => Pragma(session, "PRAGMA max_page_count = 1"));
        (await Should.ThrowAsync<StorageUnavailableException>(Add(new string('x', 1_000_000)))).Message.ShouldContain("full");
        await Database.WriteAsync(session => Pragma(session, "PRAGMA max_page_count = 1000000"));
        await Add("afterwards");
        (await Notes()).ShouldBe(["afterwards"]);
    }

    [Fact]
    public async Task Closing_finishes_what_waits_and_takes_no_more()
    {
        var database = Database;
        Task<bool>[] writes;
        ValueTask closing;
        using (HoldWriter())
        {
            writes = [.. Enumerable.Range(0, 40).Select(i => Add($"{i}"))];
            closing = store.CloseAsync();
        }

        await closing;
        (await Task.WhenAll(writes)).ShouldAllBe(written => written);
        await Should.ThrowAsync<ObjectDisposedException>(() => database.WriteAsync(session => true));
        await Should.ThrowAsync<ObjectDisposedException>(() => database.ReadAsync(session => true).AsTask());

        await using var reopened = new TestStore(store.Folder);
        (await reopened.Database.ReadAsync(Count)).ShouldBe(40);
    }

    [Fact]
    public async Task More_readers_than_connections_take_turns()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Database.ReadAsync(Count).AsTask())));
        counts.ShouldAllBe(count => count == 0);
    }

    [Fact]
    public async Task Readers_cannot_write() =>
        await Should.ThrowAsync<StorageUnavailableException>(() => Database.ReadAsync(session => Insert(session, "by the back door")).AsTask());

    [Fact]
    public async Task Every_commit_is_synced()
    {
        (await Database.WriteAsync(session => Value(session, "PRAGMA synchronous"))).ShouldBe(2); // FULL
        (await Database.WriteAsync(session => Value(session, "PRAGMA foreign_keys"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_ping_says_how_long_it_took() =>
        (await store.Health.PingAsync()).ShouldBeGreaterThan(TimeSpan.Zero);

    private Task<bool> Add(string text) => Database.WriteAsync(session => Insert(session, text));

    private static bool Insert(SqliteSession session, string text)
    {
        using var insert = session.Statement("INSERT INTO note (text) VALUES (?1)");
        insert.Bind(1, text);
        return !insert.Step();
    }

    private static long Count(SqliteSession session) => Value(session, "SELECT count(*) FROM note");

    private static bool Pragma(SqliteSession session, string pragma)
    {
        session.ExecuteScript(pragma);
        return true;
    }

    private static long Value(SqliteSession session, string sql)
    {
        using var row = session.Statement(sql);
        row.Step();
        return row.Number(0);
    }

    private async Task<List<string>> Notes() => await Database.ReadAsync(session =>
    {
        var notes = new List<string>();
        using var row = session.Statement("SELECT text FROM note ORDER BY rowid");
        while (row.Step())
            notes.Add(row.Text(0));
        return notes;
    });

    /// <summary>Keeps the writer busy until disposed, so that what is written meanwhile makes one batch.</summary>
    private Hold HoldWriter()
    {
        var hold = new Hold();
        hold.Write = Database.WriteAsync(_ => hold.WaitForRelease());
        hold.Started.Wait();
        return hold;
    }

    private sealed class Hold : IDisposable
    {
        private readonly ManualResetEventSlim release = new();

        public ManualResetEventSlim Started { get; } = new();

        public Task? Write { get; set; }

        public bool WaitForRelease()
        {
            Started.Set();
            release.Wait();
            return true;
        }

        public void Dispose() => release.Set();
    }
}
