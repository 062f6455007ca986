using System.Runtime.CompilerServices;
using System.Text.Json;
using MediAgents.Grains;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;
using MediAgents.Records.Fhir;
using MediAgents.Records.Portability.Sections;

namespace MediAgents.Gateway.Portability.Grains;

/// <summary>The audited bills of a patient, from the last entry of each audit's journal (its result is as published, requirement B8).</summary>
internal sealed class AuditedBills(GrainFiles files) : IAuditedBills
{
    public async IAsyncEnumerable<AuditedBill> ReadAsync(PatientScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var key in files.ListAsync(GrainKinds.Audit, scope.Patient, cancellationToken))
        {
            if (await files.FindAsync(key, scope.Patient, cancellationToken) is not { JournalLength: > 0 } grain)
                continue;
            var asked = JsonSerializer.Deserialize<AskedAudit>(grain.State.Span, WireJson.Options)!;
            await foreach (var entry in files.JournalAsync(key, scope.Patient, grain.JournalLength - 1, cancellationToken))
            {
                var step = JsonSerializer.Deserialize<AuditStep>(entry.Json.Span, WireJson.Options);
                if (step?.Outcome?.Result?.Deserialize<PublishedResult>(WireJson.Options) is { } result)
                    yield return BillOf(key.Id, asked, result);
            }
        }
    }

    private static AuditedBill BillOf(string auditId, AskedAudit asked, PublishedResult result) => new(
        auditId,
        asked.Time,
        result.Bill?.BillDate,
        result.Bill?.Hospital,
        [.. result.LineItems.Select(line => new BilledLine(line.Line, line.Description, line.Date, line.Quantity, line.Unit, line.RateInr, line.AmountInr))],
        result.Totals.ClaimedInr,
        result.Totals.AllowedInr,
        result.Totals.DisputedInr);

    private sealed record AskedAudit(DateTimeOffset Time);

    private sealed record PublishedResult(IReadOnlyList<PublishedLine> LineItems, PublishedTotals Totals, PublishedBill? Bill);

    private sealed record PublishedLine(int Line, DateOnly? Date, string Description, decimal? Quantity, string? Unit, decimal? RateInr, decimal AmountInr);

    private sealed record PublishedTotals(decimal ClaimedInr, decimal AllowedInr, decimal DisputedInr);

    private sealed record PublishedBill(string? Hospital, DateOnly? BillDate);
}
