using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Items of IRDAI Lists I to IV on a privately insured bill: non-payable under the policy's annexure, never illegal. The money counts
/// as not allowed because the insurer deducts it; the verdict is to ask, because the policy's own wording decides.
/// </summary>
internal sealed class NonPayableRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        if (context.Options.InsuranceType != InsuranceType.Private)
            yield break;
        foreach (var line in context.Charges)
        {
            if (line.Medicine is not null || line.ResemblesService
                || context.NonPayableFor(line) is not { } table || table.Index.Match(line.Line.Description) is not { } item)
                continue;
            var meaning = item.List switch
            {
                "I" => "is not covered (optional items)",
                "II" => "is part of the room charge",
                "III" => "is part of the procedure charge",
                _ => "is part of the cost of treatment",
            };
            yield return new($"irdai.list-{item.List.ToLowerInvariant()}", FindingKind.NonPayable, Verdict.Query, 0.9,
                $"\"{item.Item}\" {meaning} by IRDAI List {item.List}, item {item.Number}: non-payable under the policy annexure.")
            {
                Lines = [line.Line.Line],
                Claims = new Dictionary<int, decimal> { [line.Line.Line] = line.Line.AmountInr },
                Counts = true,
                Ask = "Check the annexure of the policy; an insurer deducts the item, and the hospital may waive it.",
                Tariff = new(table.Version.List, $"{item.List}-{item.Number}", item.Item, null, null, null, table.Version.Citation),
            };
        }
    }
}
