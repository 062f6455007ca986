using System.Security.Cryptography;
using System.Text;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Portability;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Tests.Erasure;

/// <summary>What a store keeps of one patient goes, whole and for good; nothing of anybody else does.</summary>
public sealed class RecordErasureTests : IAsyncLifetime
{
    private TestStore store = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task No_table_keeps_a_row_of_the_patient_and_others_keep_all()
    {
        await FillAsync(store, Asha);
        await FillAsync(store, Ravi);
        var before = await RowsAsync(Ravi);
        var tables = await TablesWithOwnersAsync();
        tables.ShouldAllBe(table => before.ContainsKey(table), "every table with an owner has rows, or this test proves nothing");
        await EraseAsync(store, Asha);

        (await RowsAsync(Asha)).ShouldBeEmpty();
        (await RowsAsync(Ravi)).ShouldBe(before);
        (await store.Database.ReadAsync(session => Count(session, "SELECT count(*) FROM grain_journal WHERE grain NOT IN (SELECT position FROM grain)"))).ShouldBe(0);
        (await store.Database.ReadAsync(session => Count(session, "SELECT count(*) FROM document_part WHERE document NOT IN (SELECT position FROM document)"))).ShouldBe(0);
        (await store.Documents.ListAsync(Ravi.Scope())).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_certificate_counts_what_went_and_the_trail_vouches_for_it()
    {
        await FillAsync(store, Asha);
        var certificate = await EraseAsync(store, Asha);

        SortableId.IsValid(certificate.Id, "cert_").ShouldBeTrue();
        certificate.Patient.ShouldBe(Asha);
        certificate.KeysDestroyed.Single().Length.ShouldBe(16);
        certificate.Removed["grains"].ShouldBe(3);
        certificate.Removed["journal_blocks"].ShouldBe(3);
        certificate.Removed["documents"].ShouldBe(2);
        certificate.Removed["event_versions"].ShouldBe(3);
        certificate.Removed["profile_versions"].ShouldBe(2);
        certificate.Removed["idempotency_claims"].ShouldBe(1);
        var entry = (await store.Trail.ReadAsync(new TrailFilter(Asha)).ToListAsync())[^1];
        (entry.Access.Action, entry.Access.Subject, entry.Seq).ShouldBe(("record.erase", $"{certificate.Id} sha256:{certificate.StatementSha256}", certificate.Trail.Seq));
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(certificate.Statement))).ShouldBe(certificate.StatementSha256);
        (await store.Trail.HeadAsync()).Seq.ShouldBe(certificate.Trail.Seq);
        (await store.Trail.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task An_old_copy_of_the_data_with_the_present_keys_gives_nothing_away()
    {
        await FillAsync(store, Asha);
        await store.CloseAsync();
        using var copy = new CopiedFolder(store.Folder);
        store = new TestStore(store.Folder);
        await EraseAsync(store, Asha);
        await store.CloseAsync();
        copy.TakeOver(store.Folder, "keys.db*");
        store = new TestStore(store.Folder);

        await using var backup = new TestStore(copy.Folder);
        (await backup.Database.ReadAsync(session => Count(session, "SELECT count(*) FROM timeline_event"))).ShouldBe(3);
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Timeline.ScanAsync(Asha.Scope(), new TimelineFilter(AnyStatus: true), "test.read").ToListAsync());
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Profiles.HistoryAsync(Asha.Scope()));
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Documents.ListAsync(Asha.Scope()));
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Grains.ReadAsync(Run("0")));
        await Should.ThrowAsync<SealBrokenException>(async () => await backup.Grains.ReadJournalAsync(Run("0"), Asha));
    }

    [Fact]
    public async Task An_erasure_cut_short_is_found_again_and_finished_with_one_certificate()
    {
        await FillAsync(store, Asha);
        var erasure = store.Services.GetRequiredService<IRecordErasure>();
        var noted = await erasure.BeginAsync(Asha.Scope(), ["k"]);
        store.Sealer.Erase(Asha);
        await store.CloseAsync(); // and the process is gone
        store = new TestStore(store.Folder);
        erasure = store.Services.GetRequiredService<IRecordErasure>();

        var found = (await erasure.ListUnfinishedAsync()).ShouldHaveSingleItem();
        (found.CertificateId, found.Scope, found.KeyIds.Single(), found.BegunAt).ShouldBe((noted.CertificateId, noted.Scope, "k", noted.BegunAt));
        (await erasure.BeginAsync(Asha.Scope(), [])).CertificateId.ShouldBe(noted.CertificateId);
        await erasure.RemoveAsync(found);
        var certificate = await erasure.FinishAsync(found);
        (await erasure.FinishAsync(found)).Statement.ShouldBe(certificate.Statement);
        (await erasure.ListUnfinishedAsync()).ShouldBeEmpty();
        (await store.Trail.ReadAsync(new TrailFilter(Asha)).CountAsync(entry => entry.Access.Action == "record.erase")).ShouldBe(1);
    }

    [Fact]
    public async Task What_comes_after_is_a_fresh_record()
    {
        await FillAsync(store, Asha);
        var first = await EraseAsync(store, Asha);
        await FillAsync(store, Asha);

        (await store.Profiles.FindAsync(Asha.Scope()))!.Version.ShouldBe(2);
        (await store.Timeline.ScanAsync(Asha.Scope(), new TimelineFilter(), "test.read").CountAsync()).ShouldBe(2);
        var second = await EraseAsync(store, Asha);
        second.KeysDestroyed.ShouldNotBe(first.KeysDestroyed);
        second.Removed.ShouldBe(first.Removed);
    }

    [Fact]
    public async Task More_rows_than_a_batch_go_too()
    {
        var events = Enumerable.Range(0, 1200).Select(number => new EventAddition($"e_{number:d26}", Visit)).ToList();
        await store.Timeline.AddManyAsync(Asha.Scope(), events, "test.import");

        (await EraseAsync(store, Asha)).Removed.ShouldBe(new Dictionary<string, long> { ["event_versions"] = 1200 });
    }

    private static EventContent Visit { get; } = new() { Type = EventType.Encounter, Title = "Visit", OccurredAt = EventTime.Parse("2026-01-02") };

    private static async Task FillAsync(TestStore store, PatientId patient)
    {
        var scope = patient.Scope();
        for (var number = 0; number < 3; number++)
            await store.Grains.CommitAsync(Turn(Run(patient == Asha ? $"{number}" : $"his-{number}"), 0, appended: 2, owner: patient));
        await store.Documents.PutAsync(scope, "one"u8.ToArray(), "text/plain", "one.txt");
        await store.Documents.PutAsync(scope, RandomNumberGenerator.GetBytes(3 * 1024 * 1024), "text/plain", "two.txt");
        await store.Timeline.AddAsync(scope, new EventAddition(SortableId.New("e_", TimeProvider.System), Visit), key: null);
        var changed = (await store.Timeline.AddAsync(scope, new EventAddition(SortableId.New("e_", TimeProvider.System), Visit), key: null)).Event!;
        await store.Timeline.ChangeAsync(scope, changed.Id, 1, new EventChange("timeline.change", Visit with { Title = "Revisit" }));
        await store.Profiles.PutAsync(scope, new PatientProfile { Name = "A" }, 0);
        await store.Profiles.PutAsync(scope, new PatientProfile { Name = "B" }, 1);
        await store.Idempotency.ClaimAsync(scope, new IdempotencyKey("POST /chat/", $"key of {patient}", SHA256.HashData("body"u8)), "plan"u8.ToArray());
    }

    private static async Task<ErasureCertificate> EraseAsync(TestStore store, PatientId patient)
    {
        var erasure = store.Services.GetRequiredService<IRecordErasure>();
        var key = store.Services.GetRequiredService<IDataKeyStore>().Find(patient.Hash)!;
        var noted = await erasure.BeginAsync(patient.Scope(), [key.Id.ToString()]);
        store.Sealer.Erase(patient);
        await erasure.RemoveAsync(noted);
        return await erasure.FinishAsync(noted);
    }

    private async Task<Dictionary<string, long>> RowsAsync(PatientId patient)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await TablesWithOwnersAsync())
        {
            var count = await store.Database.ReadAsync(session => Count(session, $"SELECT count(*) FROM {table} WHERE owner = '{patient}'"));
            if (count > 0)
                rows[table] = count;
        }

        return rows;
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
