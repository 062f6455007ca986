using MediAgents.Billing.Audit;
using MediAgents.Billing.Report;

namespace MediAgents.Cli.Audits;

/// <summary>Counts and sums over many audits, INR.</summary>
internal sealed class AuditTally
{
    private readonly Dictionary<Verdict, int> verdicts = [];
    private int unreadable;
    private decimal claimed, allowed, disputed, asked;

    public void Add(AuditedBill bill)
    {
        if (bill.Result is not { } result)
        {
            unreadable++;
            return;
        }

        verdicts[result.Verdict] = verdicts.GetValueOrDefault(result.Verdict) + 1;
        claimed += result.Totals.ClaimedInr;
        allowed += result.Totals.AllowedInr;
        disputed += result.Totals.DisputedInr;
        asked += AuditSums.Of(result).Asked;
    }

    public override string ToString()
    {
        var audited = verdicts.Values.Sum();
        string[] counts =
        [
            $"{verdicts.GetValueOrDefault(Verdict.Clean)} clean",
            $"{verdicts.GetValueOrDefault(Verdict.Query)} with questions",
            $"{verdicts.GetValueOrDefault(Verdict.Dispute)} disputed",
            $"{verdicts.GetValueOrDefault(Verdict.NotAssessable)} not assessable",
            $"{unreadable} unreadable",
        ];
        return $"{(audited == 1 ? "1 bill" : $"{audited} bills")} audited: {string.Join(", ", counts)}; "
            + $"claimed {Rupees.Text(claimed)}, allowed {Rupees.Text(allowed)}, disputed {Rupees.Text(disputed)}, asked about {Rupees.Text(asked)}.";
    }
}
