using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Primitives;
using MediAgents.Storage.Postgres;
using Npgsql;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresWriterTests(PostgresServer server) : IAsyncLifetime
{
    private readonly PostgresStore store = new(server) { Options = options => options with { WriteQueueLength = 64 } };

    private PostgresWriter Writer => store.Writer;

    public async Task InitializeAsync()
    {
        await store.CreateAsync();
        await Writer.WriteAsync(transaction => ExecuteAsync(transaction, "CREATE TABLE note (number serial, text text NOT NULL UNIQUE CHECK (text <> 'forbidden'))"));
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [StoreFact]
    public async Task A_write_that_fails_takes_only_itself_back()
    {
        Task<bool> first, thrown, violated, last;
        using (HoldWriter())
        {
            first = AddAsync("first");
            thrown = Writer.WriteAsync<bool>(async transaction =>
            {
                await InsertAsync(transaction, "half done");
                throw new InvalidOperationException("a mistake of the caller's");
            });
            violated = Writer.WriteAsync(async transaction => await InsertAsync(transaction, "also half done") && await InsertAsync(transaction, "forbidden"));
            last = AddAsync("last");
        }

        (await first).ShouldBeTrue();
        (await last).ShouldBeTrue();
        (await Should.ThrowAsync<InvalidOperationException>(thrown)).Message.ShouldBe("a mistake of the caller's");
        await Should.ThrowAsync<PostgresException>(violated);
        (await NotesAsync()).ShouldBe(["first", "last"]);
        await TrailIsWholeAsync(entries: 2);
    }

    [StoreFact]
    public async Task A_write_that_fails_alone_leaves_nothing()
    {
        await Should.ThrowAsync<PostgresException>(AddAsync("forbidden"));
        await AddAsync("afterwards");
        (await NotesAsync()).ShouldBe(["afterwards"]);
        await TrailIsWholeAsync(entries: 1);
    }

    [StoreFact]
    public async Task Writes_keep_their_order_and_see_each_other()
    {
        Task<bool>[] writes;
        using (HoldWriter())
            writes = [.. Enumerable.Range(0, 30).Select(i => Writer.WriteAsync(async transaction => await CountAsync(transaction) == i && await InsertAsync(transaction, $"{i:d2}")))];
        (await Task.WhenAll(writes)).ShouldAllBe(inOrder => inOrder);
    }

    [StoreFact]
    public async Task A_write_cancelled_while_it_waits_never_happens()
    {
        using var cancellation = new CancellationTokenSource();
        Task<bool> cancelled, other;
        using (HoldWriter())
        {
            cancelled = Writer.WriteAsync(transaction => InsertAsync(transaction, "cancelled"), cancellation.Token);
            other = AddAsync("other");
            await cancellation.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(cancelled); // at once, not when its turn would come
        }

        await other;
        (await NotesAsync()).ShouldBe(["other"]);
    }

    [StoreFact]
    public async Task A_full_queue_makes_callers_wait_and_loses_nobody()
    {
        Task<bool>[] writes;
        using (HoldWriter())
            writes = [.. Enumerable.Range(0, 500).Select(i => AddAsync($"{i}"))];
        await Task.WhenAll(writes);
        (await NotesAsync()).Count.ShouldBe(500);
        await TrailIsWholeAsync(entries: 500);
    }

    [StoreFact]
    public async Task A_lost_connection_is_replaced_and_the_write_made_once()
    {
        await AddAsync("before");
        await store.TamperAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await AddAsync("after");
        (await NotesAsync()).ShouldBe(["before", "after"]);
        await store.Health.PingAsync();
        (await store.Grains.ReadAsync(Run("none"))).ShouldBeNull(); // readers, too
    }

    [StoreFact]
    public async Task A_connection_lost_within_a_write_makes_it_again()
    {
        var runs = 0;
        await Writer.WriteAsync(async transaction =>
        {
            await InsertAsync(transaction, "once");
            if (runs++ == 0)
                await ExecuteAsync(transaction, "SELECT pg_terminate_backend(pg_backend_pid())");
            return true;
        });
        runs.ShouldBe(2);
        (await NotesAsync()).ShouldBe(["once"]);
    }

    [StoreFact]
    public async Task What_became_of_a_commit_can_be_asked()
    {
        var number = "";
        await Writer.WriteAsync(async transaction =>
        {
            number = transaction.Number;
            return await InsertAsync(transaction, "kept");
        });
        (await CommitOutcome.AskAsync(store.Database, number)).ShouldBe(true);

        await Should.ThrowAsync<InvalidOperationException>(Writer.WriteAsync<bool>(transaction =>
        {
            number = transaction.Number;
            throw new InvalidOperationException("taken back");
        }));
        (await CommitOutcome.AskAsync(store.Database, number)).ShouldBe(false);
    }

    [StoreFact]
    public async Task Closing_finishes_what_waits_and_takes_no_more()
    {
        var writer = Writer;
        Task<bool>[] writes;
        ValueTask closing;
        using (HoldWriter())
        {
            writes = [.. Enumerable.Range(0, 40).Select(i => AddAsync($"{i}"))];
            closing = store.CloseAsync();
        }

        await closing;
        (await Task.WhenAll(writes)).ShouldAllBe(written => written);
        await Should.ThrowAsync<ObjectDisposedException>(() => writer.WriteAsync(_ => Task.FromResult(true)));
        (await NotesAsync()).Count.ShouldBe(40);
    }

    private Task<bool> AddAsync(string text) => Writer.WriteAsync(async transaction =>
    {
        transaction.Record(Access.By(Asha.Scope(), "test.note"));
        return await InsertAsync(transaction, text);
    });

    private static async Task<bool> InsertAsync(PostgresTransaction transaction, string text)
    {
        await using var insert = transaction.Command("INSERT INTO note (text) VALUES ($1)").With(text);
        return await insert.ExecuteNonQueryAsync() == 1;
    }

    private static async Task<bool> ExecuteAsync(PostgresTransaction transaction, string sql)
    {
        await using var command = transaction.Command(sql);
        await command.ExecuteNonQueryAsync();
        return true;
    }

    private static async Task<long> CountAsync(PostgresTransaction transaction)
    {
        await using var count = transaction.Command("SELECT count(*) FROM note");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private async Task TrailIsWholeAsync(long entries)
    {
        var report = await store.Trail.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Entries.ShouldBe(entries);
    }

    private async Task<List<string>> NotesAsync() => await store.Database.ReadAsync(
        async connection =>
        {
            await using var read = connection.Command("SELECT text FROM note ORDER BY number");
            await using var row = await read.ExecuteReaderAsync();
            var notes = new List<string>();
            while (await row.ReadAsync())
                notes.Add(row.GetString(0));
            return notes;
        },
        CancellationToken.None);

    /// <summary>Keeps the writer busy until disposed, so that what is written meanwhile makes one batch.</summary>
    private Hold HoldWriter()
    {
        var hold = new Hold();
        hold.Write = Writer.WriteAsync(_ => hold.WaitAsync());
        hold.Started.Wait();
        return hold;
    }

    private sealed class Hold : IDisposable
    {
        private readonly TaskCompletionSource<bool> release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim Started { get; } = new();

        public Task? Write { get; set; }

        public Task<bool> WaitAsync()
        {
            Started.Set();
            return release.Task;
        }

        public void Dispose() => release.SetResult(true);
    }
}
