using System.Security.Cryptography;
using System.Text;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Portability;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>What a store keeps of one patient goes, whole and for good; nothing of anybody else does.</summary>
public abstract class RecordErasureConformance(StoreUnderTest store) : StoreConformance(store)
{
    private static readonly string[] OwnedTables = ["document", "grain", "idempotency_claim", "profile", "timeline_event"];

    [StoreFact]
    public async Task No_table_keeps_a_row_of_the_patient_and_others_keep_all()
    {
        await FillAsync(Store, Asha);
        await FillAsync(Store, Ravi);
        var before = await RowsAsync(Ravi);
        before.Count.ShouldBe(OwnedTables.Length, "every table has rows, or this test proves nothing");
        await EraseAsync(Store, Asha);

        (await RowsAsync(Asha)).ShouldBeEmpty();
        (await RowsAsync(Ravi)).ShouldBe(before);
        (await Store.CountAsync("SELECT count(*) FROM grain_journal WHERE grain NOT IN (SELECT position FROM grain)")).ShouldBe(0);
        (await Store.CountAsync("SELECT count(*) FROM document_part WHERE document NOT IN (SELECT position FROM document)")).ShouldBe(0);
        (await Store.Documents.ListAsync(Ravi.Scope())).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task The_certificate_counts_what_went_and_the_trail_vouches_for_it()
    {
        await FillAsync(Store, Asha);
        var certificate = await EraseAsync(Store, Asha);

        SortableId.IsValid(certificate.Id, "cert_").ShouldBeTrue();
        certificate.Patient.ShouldBe(Asha);
        certificate.KeysDestroyed.Single().Length.ShouldBe(16);
        certificate.Removed["grains"].ShouldBe(3);
        certificate.Removed["journal_blocks"].ShouldBe(3);
        certificate.Removed["documents"].ShouldBe(2);
        certificate.Removed["event_versions"].ShouldBe(3);
        certificate.Removed["profile_versions"].ShouldBe(2);
        certificate.Removed["idempotency_claims"].ShouldBe(1);
        var entry = (await Store.Trail.ReadAsync(new TrailFilter(Asha)).ToListAsync())[^1];
        (entry.Access.Action, entry.Access.Subject, entry.Seq).ShouldBe(("record.erase", $"{certificate.Id} sha256:{certificate.StatementSha256}", certificate.Trail.Seq));
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(certificate.Statement))).ShouldBe(certificate.StatementSha256);
        (await Store.Trail.HeadAsync()).Seq.ShouldBe(certificate.Trail.Seq);
        (await Store.Trail.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [StoreFact]
    public async Task An_erasure_cut_short_is_found_again_and_finished_with_one_certificate()
    {
        await FillAsync(Store, Asha);
        var erasure = Store.Erasure;
        var noted = await erasure.BeginAsync(Asha.Scope(), ["k"]);
        Store.Sealer.Erase(Asha);
        await using var next = Store.OpenAgain(); // the process is gone, another comes
        erasure = next.Erasure;

        var found = (await erasure.ListUnfinishedAsync()).ShouldHaveSingleItem();
        (found.CertificateId, found.Scope, found.KeyIds.Single(), found.BegunAt).ShouldBe((noted.CertificateId, noted.Scope, "k", noted.BegunAt));
        (await erasure.BeginAsync(Asha.Scope(), [])).CertificateId.ShouldBe(noted.CertificateId);
        await erasure.RemoveAsync(found);
        var certificate = await erasure.FinishAsync(found);
        (await erasure.FinishAsync(found)).Statement.ShouldBe(certificate.Statement);
        (await erasure.ListUnfinishedAsync()).ShouldBeEmpty();
        (await Store.Trail.ReadAsync(new TrailFilter(Asha)).CountAsync(entry => entry.Access.Action == "record.erase")).ShouldBe(1);
    }

    [StoreFact]
    public async Task What_comes_after_is_a_fresh_record()
    {
        await FillAsync(Store, Asha);
        var first = await EraseAsync(Store, Asha);
        await FillAsync(Store, Asha);

        (await Store.Profiles.FindAsync(Asha.Scope()))!.Version.ShouldBe(2);
        (await Store.Timeline.ScanAsync(Asha.Scope(), new TimelineFilter(), "test.read").CountAsync()).ShouldBe(2);
        var second = await EraseAsync(Store, Asha);
        second.KeysDestroyed.ShouldNotBe(first.KeysDestroyed);
        second.Removed.ShouldBe(first.Removed);
    }

    [StoreFact]
    public async Task More_rows_than_a_batch_go_too()
    {
        var events = Enumerable.Range(0, 1200).Select(number => new EventAddition($"e_{number:d26}", Visit)).ToList();
        await Store.Timeline.AddManyAsync(Asha.Scope(), events, "test.import");

        (await EraseAsync(Store, Asha)).Removed.ShouldBe(new Dictionary<string, long> { ["event_versions"] = 1200 });
    }

    [StoreFact]
    public async Task A_page_begun_before_shows_nothing_that_came_after()
    {
        for (var number = 0; number < 3; number++)
            await AddVisitAsync(Ravi);
        await FillAsync(Store, Asha);
        var begun = await Store.Timeline.PageAsync(Ravi.Scope(), new TimelineQuery(new TimelineFilter(), TimelineOrder.OldestFirst, Limit: 1, Cursor: null));
        for (var times = 0; times < 2; times++)
        {
            await EraseAsync(Store, Asha);
            await FillAsync(Store, Asha);
        }

        await EraseAsync(Store, Asha);
        await AddVisitAsync(Ravi);
        var rest = await Store.Timeline.PageAsync(Ravi.Scope(), new TimelineQuery(new TimelineFilter(), TimelineOrder.OldestFirst, Limit: 10, Cursor: begun.Next));
        rest.Events.Count.ShouldBe(2);
        (await Store.Timeline.ScanAsync(Ravi.Scope(), new TimelineFilter(), "test.read").CountAsync()).ShouldBe(4);
    }

    private Task AddVisitAsync(PatientId patient) =>
        Store.Timeline.AddAsync(patient.Scope(), new EventAddition(SortableId.New("e_", TimeProvider.System), Visit), key: null).AsTask();

    private static EventContent Visit { get; } = new() { Type = EventType.Encounter, Title = "Visit", OccurredAt = EventTime.Parse("2026-01-02") };

    private static async Task FillAsync(StoreUnderTest store, PatientId patient)
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
        await store.Claims.ClaimAsync(scope, new IdempotencyKey("POST /chat/", $"key of {patient}", SHA256.HashData("body"u8)), "plan"u8.ToArray());
    }

    private static async Task<ErasureCertificate> EraseAsync(StoreUnderTest store, PatientId patient)
    {
        var erasure = store.Erasure;
        var key = store.DataKeys.Find(patient.Hash)!;
        var noted = await erasure.BeginAsync(patient.Scope(), [key.Id.ToString()]);
        await erasure.CloseAsync(noted);
        store.Sealer.Erase(patient);
        await erasure.RemoveAsync(noted);
        return await erasure.FinishAsync(noted);
    }

    private async Task<Dictionary<string, long>> RowsAsync(PatientId patient)
    {
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in OwnedTables)
        {
            var count = await Store.CountAsync($"SELECT count(*) FROM {table} WHERE owner = '{patient}'");
            if (count > 0)
                rows[table] = count;
        }

        return rows;
    }
}
