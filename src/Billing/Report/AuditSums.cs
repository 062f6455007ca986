using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Report;

/// <summary>The money of an audit by what becomes of it, INR. <c>Disputed + NonPayable</c> is the disputed total of the result.</summary>
/// <param name="Disputed">Disputed with the hospital: a binding tariff is exceeded or the bill contradicts itself.</param>
/// <param name="NonPayable">Not payable under a policy's annexure; the insurer deducts it, the hospital may rightly bill it.</param>
/// <param name="Asked">In question and allowed until answered.</param>
/// <param name="Highest">The disputed total if everything unknown goes against the hospital.</param>
public sealed record AuditSums(decimal Disputed, decimal NonPayable, decimal Asked, decimal Highest)
{
    public static AuditSums Of(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var counted = result.Findings.Where(Counts).ToList();
        var nonPayable = counted.Where(finding => finding.Verdict != Verdict.Dispute).Sum(finding => finding.AmountInr);
        var open = counted.Sum(finding => Math.Max(0, finding.AmountHighInr - finding.AmountInr));
        return new(
            result.Totals.DisputedInr - nonPayable,
            nonPayable,
            result.Findings.Where(finding => !Counts(finding)).Sum(finding => finding.AmountInr),
            Math.Min(result.Totals.ClaimedInr, result.Totals.DisputedInr + open));
    }

    private static bool Counts(Finding finding) => finding.Verdict == Verdict.Dispute || finding.Kind == FindingKind.NonPayable;
}
