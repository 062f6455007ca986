using System.Text.Json;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Library;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Audit;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;
using Microsoft.Extensions.Options;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Audit;

/// <summary>What is read again and what is not; each reading fetches the document.</summary>
public sealed class AuditCacheTests : IAsyncLifetime
{
    private const string Bill = "Electrocardiogram (ECG)   03/11/2025   1   975.00   975.00";
    private static readonly DateOnly Today = new(2025, 12, 1);
    private static readonly BillContext Cghs = new(InsuranceType: "cghs");

    private readonly TestAgents agents = new(caching: true);
    private int reads;

    public Task InitializeAsync()
    {
        agents.BeforeDocument = _ =>
        {
            Interlocked.Increment(ref reads);
            return Task.CompletedTask;
        };
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task The_same_bill_again_says_the_same_without_being_read()
    {
        var first = await AuditAsync(Asha, "a_1", Cghs);

        var again = await AuditAsync(Asha, "a_2", Cghs);

        reads.ShouldBe(1);
        again.AuditId.ShouldBe("a_2");
        again.Result!.Value.GetRawText().ShouldBe(first.Result!.Value.GetRawText());
        JsonSerializer.Serialize(again.Opinion, WireJson.Options).ShouldBe(JsonSerializer.Serialize(first.Opinion, WireJson.Options));
        var auditor = GrainKinds.AgentOf(GrainKinds.BillAuditor, Asha);
        (await agents.Grains.AskAsync(auditor, new ListAudits(Asha))).Audits.Select(audit => audit.AuditId).ShouldBe(["a_1", "a_2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Other_options_another_patient_and_another_bill_are_read()
    {
        var first = await AuditAsync(Asha, "a_1", Cghs);

        var benchmark = await AuditAsync(Asha, "a_2", Cghs with { InsuranceType = "private" });
        await AuditAsync(Asha, "a_3", Cghs with { Nabh = false });
        await AuditAsync(Ravi, "a_4", Cghs);
        await AuditAsync(Asha, "a_5", Cghs, Bill.Replace("975.00", "985.00", StringComparison.Ordinal));

        reads.ShouldBe(5);
        benchmark.Result!.Value.GetRawText().ShouldNotBe(first.Result!.Value.GetRawText());
    }

    [Fact]
    public async Task After_its_time_a_bill_is_read_again()
    {
        await AuditAsync(Asha, "a_1", Cghs);
        agents.Time.Advance(TimeSpan.FromSeconds(new AuditCacheOptions().CacheTtlSeconds));

        await AuditAsync(Asha, "a_2", Cghs);

        reads.ShouldBe(2);
    }

    [Fact]
    public async Task With_other_tables_a_bill_is_read_again()
    {
        await AuditAsync(Asha, "a_1", Cghs);
        var folder = Directory.CreateTempSubdirectory("mediagents-tables-");
        var file = Path.Combine(folder.FullName, "cghs.csv");
        await File.WriteAllTextAsync(file, "code,name,nabh,non_nabh\nCI001,Electrocardiogram (ECG),500,400\n");
        agents.Rates.Import(new ImportRequest(file, TableKind.Cghs, new DateOnly(2025, 11, 1), null, "A test"));

        await AuditAsync(Asha, "a_2", Cghs);

        reads.ShouldBe(2);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task With_the_patients_key_what_is_kept_is_erased()
    {
        var cache = Cache(1);
        var audit = await RequestedAsync("d_1");
        cache.Keep(audit, RateBook.Shipped, Today, Finished(audit, 100));
        cache.Find(audit, RateBook.Shipped, Today).ShouldNotBeNull();

        agents.Sealer.Erase(Asha);

        cache.Find(audit, RateBook.Shipped, Today).ShouldBeNull();
        cache.Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task No_more_bytes_are_kept_than_told_and_what_was_used_stays_longest()
    {
        var cache = Cache(1);
        var first = await RequestedAsync("d_0");
        cache.Keep(first, RateBook.Shipped, Today, Finished(first, 100_000));
        for (var number = 1; number <= 30; number++)
        {
            var audit = first with { Bill = new BillDocument($"d_{number}", Cghs) };
            cache.Keep(audit, RateBook.Shipped, Today, Finished(audit, 100_000));
            cache.Bytes.ShouldBeInRange(100_000, 1024 * 1024);
            cache.Find(first, RateBook.Shipped, Today).ShouldNotBeNull();
        }

        cache.Find(first with { Bill = new BillDocument("d_1", Cghs) }, RateBook.Shipped, Today).ShouldBeNull();
        cache.Find(first with { Bill = new BillDocument("d_30", Cghs) }, RateBook.Shipped, Today).ShouldNotBeNull();
        var huge = first with { Bill = new BillDocument("d_31", Cghs) };
        cache.Keep(huge, RateBook.Shipped, Today, Finished(huge, 2_000_000));
        cache.Find(huge, RateBook.Shipped, Today).ShouldBeNull();
        cache.Find(first, RateBook.Shipped, Today).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_begun_under_tables_that_have_gone_is_not_kept()
    {
        var cache = Cache(1);
        var audit = await RequestedAsync("d_1");
        var newer = new RateBook([]);
        cache.Find(audit, newer, Today).ShouldBeNull();

        cache.Keep(audit, RateBook.Shipped, Today, Finished(audit, 100));

        cache.Find(audit, newer, Today).ShouldBeNull();
        cache.Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task What_has_no_result_is_not_kept()
    {
        var cache = Cache(1);
        var audit = await RequestedAsync("d_1");
        cache.Find(audit, RateBook.Shipped, Today);

        cache.Keep(audit, RateBook.Shipped, Today, new(BillAuditing.Failed("a_1", AuditFailures.ToolMissing, "Not installed."), Summary: null));

        cache.Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task Another_day_is_another_audit()
    {
        var cache = Cache(1);
        var audit = await RequestedAsync("d_1");
        cache.Keep(audit, RateBook.Shipped, Today, Finished(audit, 100));

        cache.Find(audit, RateBook.Shipped, Today.AddDays(1)).ShouldBeNull();
    }

    private AuditCache Cache(int megabytes) =>
        new(Options.Create(new AuditCacheOptions { CacheMaxMb = megabytes }), agents.Sealer, agents.Time);

    /// <summary>An audit of Asha's, who has a data key.</summary>
    private async Task<RequestedAudit> RequestedAsync(string documentId)
    {
        await agents.Documents.PutAsync(Asha.Scope(), "a"u8.ToArray(), "text/plain", null);
        return new(Asha.Scope(), "a_1", new BillDocument(documentId, Cghs), agents.Time.GetUtcNow());
    }

    private static FinishedAudit Finished(RequestedAudit audit, int size) => new(
        new AuditOutcome(audit.AuditId, JsonSerializer.SerializeToElement(new string('x', size)), new Opinion("bill_auditor", [], [], 1, ConfidenceLevel.High, null), null),
        new AuditSummary(audit.AuditId, audit.Bill.DocumentId, audit.Time, "clean", 1, 0, "Clean."));

    private async Task<AuditOutcome> AuditAsync(PatientId patient, string auditId, BillContext context, string bill = Bill)
    {
        var document = await agents.Documents.PutAsync(patient.Scope(), System.Text.Encoding.UTF8.GetBytes(bill), "text/plain", null);
        await agents.Grains.AskAsync(GrainKinds.AuditOf(auditId), new RequestAudit(patient.Scope(), new BillDocument(document.Value, context)));
        using var limit = new CancellationTokenSource(Patience.Limit);
        await foreach (var step in agents.Grains.StreamAsync(GrainKinds.AuditOf(auditId), new FollowAudit(patient), limit.Token))
        {
            if (step.Outcome is { } outcome)
                return outcome;
        }

        throw new InvalidOperationException("The audit ended without an outcome.");
    }
}
