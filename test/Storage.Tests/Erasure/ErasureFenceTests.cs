using System.Collections.Concurrent;
using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Tests.Postgres;
using Npgsql;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Erasure;

/// <summary>Two processes on one PostgreSQL: one erases, the other goes on working.</summary>
[NeedsPostgres]
public abstract class ErasureFenceTests(PostgresServer server, bool keysElsewhere) : IAsyncLifetime
{
    private PostgresStore here = null!, elsewhere = null!;

    public async Task InitializeAsync()
    {
        var keys = keysElsewhere && server.IsRunning ? await server.CreateDatabaseAsync() : null;
        here = new PostgresStore(server) { Options = options => options with { KeyDatabase = keys } };
        if (!server.IsRunning)
            return;
        await here.CreateAsync();
        elsewhere = (PostgresStore)here.OpenAgain();
        _ = (here.Erasure, elsewhere.Erasure); // open from here on
    }

    public async Task DisposeAsync()
    {
        if (elsewhere is not null)
            await elsewhere.DisposeAsync();
        await here.DisposeAsync();
    }

    [StoreFact]
    public async Task While_a_record_is_closed_no_process_writes_for_the_patient()
    {
        await RecordWrites.FillAsync(elsewhere, Asha); // whose key it has in memory from now on
        var noted = await here.Erasure.BeginAsync(Asha.Scope(), []);
        await here.Erasure.CloseAsync(noted);
        var before = await RecordWrites.RowsAsync(here, Asha);

        before.Count.ShouldBe(RecordWrites.OwnedTables.Length, "every table is written to");
        foreach (var (name, write) in RecordWrites.All)
        {
            await Should.ThrowAsync<RecordBeingErasedException>(() => write(elsewhere, Asha), name);
            await write(elsewhere, Ravi);
        }

        (await RecordWrites.RowsAsync(here, Asha)).ShouldBe(before);
        (await elsewhere.Profiles.FindAsync(Asha.Scope())).ShouldNotBeNull("it can be read until its keys are gone");
    }

    [StoreFact]
    public async Task A_patient_erased_elsewhere_begins_anew_with_nothing_under_the_erased_key()
    {
        foreach (var (name, write) in RecordWrites.All)
        {
            await RecordWrites.FillAsync(here, Asha);
            await RecordWrites.AddAsync(elsewhere, Asha);
            var erased = here.DataKeys.Find(Asha.Hash)!.Id;
            await EraseAsync();

            await write(elsewhere, Asha); // which has the erased key in memory
            (await RecordWrites.RowsAsync(here, Asha)).Values.Sum().ShouldBeGreaterThan(0, name);
            (await HeldUnderAsync(erased)).ShouldBeFalse(name);
        }

        await RecordWrites.FillAsync(here, Asha);
        (await here.Profiles.FindAsync(Asha.Scope())).ShouldNotBeNull();
        (await elsewhere.Profiles.FindAsync(Asha.Scope())).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task What_began_anew_is_found_by_a_process_that_has_the_erased_key_in_memory()
    {
        await RecordWrites.AddAsync(elsewhere, Asha);
        await EraseAsync();
        var id = await RecordWrites.AddAsync(here, Asha);

        var visits = new TimelineFilter(Type: EventType.Encounter);
        (await elsewhere.Timeline.PageAsync(Asha.Scope(), new TimelineQuery(visits, TimelineOrder.OldestFirst, 10, Cursor: null)))
            .Events.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [StoreFact]
    public async Task A_scan_finds_it_too()
    {
        await RecordWrites.AddAsync(elsewhere, Asha);
        await EraseAsync();
        var id = await RecordWrites.AddAsync(here, Asha);

        (await elsewhere.Timeline.ScanAsync(Asha.Scope(), new TimelineFilter(Type: EventType.Encounter), "test.read").ToListAsync())
            .ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [StoreFact]
    public async Task Data_whose_key_is_gone_says_so_until_its_rows_are()
    {
        await RecordWrites.FillAsync(here, Asha);
        var noted = await here.Erasure.BeginAsync(Asha.Scope(), []);
        await here.Erasure.CloseAsync(noted);
        here.Sealer.Erase(Asha);

        await Should.ThrowAsync<SealKeyErasedException>(() => elsewhere.Profiles.FindAsync(Asha.Scope()).AsTask());
        await here.Erasure.RemoveAsync(noted);
        await here.Erasure.FinishAsync(noted);
        (await elsewhere.Profiles.FindAsync(Asha.Scope())).ShouldBeNull();
        (await elsewhere.Documents.ListAsync(Asha.Scope())).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_commit_under_way_when_the_record_was_closed_is_waited_for_and_removed()
    {
        await using var another = await server.ConnectAsync(here.Url);
        await using var transaction = await another.BeginTransactionAsync();
        await ExecuteAsync(another, $"INSERT INTO mediagents.grain (kind, id, owner, version, journal_length, unfinished, updated_at, state) VALUES ('run', '1', '{Asha}', 1, 0, false, 0, '')");
        var noted = await here.Erasure.BeginAsync(Asha.Scope(), []);
        await here.Erasure.CloseAsync(noted);
        var removing = here.Erasure.RemoveAsync(noted).AsTask();
        await Task.WhenAny(removing, Task.Delay(TimeSpan.FromMilliseconds(300)));
        removing.IsCompleted.ShouldBeFalse();
        await RecordWrites.FillAsync(elsewhere, Ravi); // nobody else waits

        await transaction.CommitAsync();
        await removing;
        (await RecordWrites.RowsAsync(here, Asha)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_commit_that_waited_for_its_table_sees_that_the_record_was_closed()
    {
        await elsewhere.Grains.CommitAsync(Turn(Run("1"), 0, owner: Asha));
        await using var another = await server.ConnectAsync(here.Url);
        await using var transaction = await another.BeginTransactionAsync();
        await ExecuteAsync(another, "LOCK TABLE mediagents.grain IN ACCESS EXCLUSIVE MODE");
        var commits = new[] { elsewhere.Grains.CommitAsync(Turn(Run("1"), 1, owner: Asha)), elsewhere.Grains.CommitAsync(Turn(Run("2"), 0, owner: Asha)) };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await here.CountAsync("SELECT count(*) FROM pg_locks WHERE relation = 'mediagents.grain'::regclass AND NOT granted") < 2)
            await Task.Delay(10, patience.Token);
        await here.Erasure.CloseAsync(await here.Erasure.BeginAsync(Asha.Scope(), []));
        await transaction.CommitAsync();

        foreach (var commit in commits)
            await Should.ThrowAsync<RecordBeingErasedException>(commit);
    }

    [StoreFact]
    public async Task Of_processes_that_finish_the_same_erasure_one_certifies()
    {
        for (var time = 0; time < 10; time++)
        {
            await RecordWrites.FillAsync(here, Asha);
            var noted = await here.Erasure.BeginAsync(Asha.Scope(), []);
            (await elsewhere.Erasure.BeginAsync(Asha.Scope(), [])).CertificateId.ShouldBe(noted.CertificateId);
            await here.Erasure.CloseAsync(noted);
            here.Sealer.Erase(Asha);
            var certificates = await Task.WhenAll(new[] { here, elsewhere }.Select(store => Task.Run(async () =>
            {
                await store.Erasure.RemoveAsync(noted);
                return await store.Erasure.FinishAsync(noted);
            })));

            certificates[0].Statement.ShouldBe(certificates[1].Statement);
            certificates[0].Removed["event_versions"].ShouldBe(3);
            (await here.Trail.ReadAsync(new TrailFilter(Asha)).CountAsync(entry => entry.Access.Action == "record.erase")).ShouldBe(time + 1);
        }

        (await here.Trail.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [StoreFact]
    public async Task A_process_that_comes_late_to_an_erasure_leaves_what_began_anew()
    {
        await RecordWrites.FillAsync(here, Asha);
        var finished = await EraseAsync();
        await RecordWrites.FillAsync(here, Asha);
        var anew = await RecordWrites.RowsAsync(here, Asha);

        await elsewhere.Erasure.CloseAsync(finished);
        await elsewhere.Erasure.RemoveAsync(finished);
        (await RecordWrites.RowsAsync(here, Asha)).ShouldBe(anew);
        await RecordWrites.FillAsync(elsewhere, Asha);
    }

    [StoreFact]
    public async Task Erasures_beside_writers_of_another_process_leave_nothing_under_an_erased_key()
    {
        using var over = new CancellationTokenSource();
        var refused = new ConcurrentDictionary<PatientId, int>();
        var writers = RecordWrites.All.Values.SelectMany(write => new[] { Asha, Ravi }.Select(patient => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                try
                {
                    await write(elsewhere, patient);
                }
                catch (Exception meanwhile) when (meanwhile is RecordBeingErasedException or SealKeyErasedException)
                {
                    refused.AddOrUpdate(patient, 1, (_, times) => times + 1);
                }
            }
        }))).ToList();

        var erased = new List<SealKeyId>();
        try
        {
            for (var time = 0; time < 10; time++)
            {
                await BegunAnewAsync();
                erased.Add(here.DataKeys.Find(Asha.Hash)!.Id);
                await EraseAsync();
            }

            await BegunAnewAsync();
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(writers);
        }

        foreach (var key in here.DataKeys.FindErased(Asha.Hash))
            (await HeldUnderAsync(key)).ShouldBeFalse();
        erased.ShouldBeSubsetOf(here.DataKeys.FindErased(Asha.Hash));
        refused.Keys.ShouldBe([Asha], "others are not");
        (await here.Trail.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    private async Task BegunAnewAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await RecordWrites.RowsAsync(here, Asha)).Count < RecordWrites.OwnedTables.Length)
            await Task.Delay(10, patience.Token);
    }

    private async Task<NotedErasure> EraseAsync()
    {
        var noted = await here.Erasure.BeginAsync(Asha.Scope(), []);
        await here.Erasure.CloseAsync(noted);
        here.Sealer.Erase(Asha);
        await here.Erasure.RemoveAsync(noted);
        await here.Erasure.FinishAsync(noted);
        return noted;
    }

    private ValueTask<bool> HeldUnderAsync(SealKeyId key) => here.Resealing.HoldsAnyAsync(Asha, key);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Keys in a schema beside the data.</summary>
[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class ErasureFenceBesideKeysTests(PostgresServer server) : ErasureFenceTests(server, keysElsewhere: false);

/// <summary>Keys in a database of their own.</summary>
[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class ErasureFenceApartFromKeysTests(PostgresServer server) : ErasureFenceTests(server, keysElsewhere: true);
