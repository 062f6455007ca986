using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Portability;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Erasure;

/// <summary>Erased is erased, in backups too, whatever tables there are.</summary>
public sealed class ErasedFilesTests : IAsyncLifetime
{
    private TestStore store = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task The_suite_of_erasures_knows_every_table_with_an_owner() =>
        (await TablesWithOwnersAsync()).ShouldBe(["document", "grain", "idempotency_claim", "profile", "timeline_event"]);

    [Fact]
    public async Task An_old_copy_of_the_data_with_the_present_keys_gives_nothing_away()
    {
        await FillAsync();
        await store.CloseAsync();
        using var copy = new CopiedFolder(store.Folder);
        store = new TestStore(store.Folder);
        await EraseAsync();
        await store.CloseAsync();
        copy.TakeOver(store.Folder, "keys.db*");
        store = new TestStore(store.Folder);

        await using var backup = new TestStore(copy.Folder);
        (await backup.Database.ReadAsync(session => Count(session, "SELECT count(*) FROM timeline_event"))).ShouldBe(1);
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Timeline.ScanAsync(Asha.Scope(), new TimelineFilter(AnyStatus: true), "test.read").ToListAsync());
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Profiles.HistoryAsync(Asha.Scope()));
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Documents.ListAsync(Asha.Scope()));
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Grains.ReadAsync(Run("0")));
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Grains.ReadJournalAsync(Run("0"), Asha));
    }

    private async Task FillAsync()
    {
        await store.Grains.CommitAsync(Turn(Run("0"), 0, appended: 2, owner: Asha));
        await store.Documents.PutAsync(Asha.Scope(), "one"u8.ToArray(), "text/plain", "one.txt");
        var visit = new EventContent { Type = EventType.Encounter, Title = "Visit", OccurredAt = EventTime.Parse("2026-01-02") };
        await store.Timeline.AddAsync(Asha.Scope(), new EventAddition(SortableId.New("e_", TimeProvider.System), visit), key: null);
        await store.Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "A" }, 0);
    }

    private async Task EraseAsync()
    {
        var erasure = store.Services.GetRequiredService<IRecordErasure>();
        var noted = await erasure.BeginAsync(Asha.Scope(), []);
        store.Sealer.Erase(Asha);
        await erasure.RemoveAsync(noted);
        await erasure.FinishAsync(noted);
    }

    private Task<List<string>> TablesWithOwnersAsync() => store.Database.ReadAsync(session =>
    {
        var tables = new List<string>();
        using var row = session.Statement("SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'owner' ORDER BY m.name");
        while (row.Step())
            tables.Add(row.Text(0));
        return tables;
    }).AsTask();

    private static long Count(SqliteSession session, string sql)
    {
        using var row = session.Statement(sql);
        row.Step();
        return row.Number(0);
    }

    /// <summary>A backup of a closed store's files.</summary>
    private sealed class CopiedFolder : IDisposable
    {
        public CopiedFolder(string from)
        {
            TakeOver(from, "*");
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("mediagents-test-").FullName;

        public void TakeOver(string from, string pattern)
        {
            foreach (var old in Directory.GetFiles(Folder, pattern))
                File.Delete(old);
            foreach (var file in Directory.GetFiles(from, pattern))
                File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
