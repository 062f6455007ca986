using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Items that the payer does not pay: IRDAI Lists I to IV on a privately insured bill, an imported list of exclusions for CGHS, ESI or
/// PM-JAY. Non-payable under the annexure, never illegal. The money counts as not allowed because the payer deducts it; the verdict is
/// to ask, because the payer's own wording decides.
/// </summary>
internal sealed class NonPayableRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        if (context.Options.InsuranceType == InsuranceType.None)
            yield break;
        foreach (var line in context.Charges)
        {
            if (line.Medicine is not null || line.ResemblesService
                || context.NonPayableFor(line) is not { } table || table.Index.Match(line.Line.Description) is not { } item)
                continue;
            var isPolicy = table.Kind == TableKind.Irdai;
            yield return new(isPolicy ? $"irdai.list-{item.List.ToLowerInvariant()}" : $"{context.Options.TariffKind.Word()}.non-payable", FindingKind.NonPayable, Verdict.Query, 0.9,
                isPolicy ? $"\"{item.Item}\" {Meaning(item)} by IRDAI List {item.List}, item {item.Number}: non-payable under the policy annexure."
                    : $"\"{item.Item}\" is item {item.Number} of the imported list \"{table.Version.Citation}\": non-payable under it.")
            {
                Lines = [line.Line.Line],
                Claims = new Dictionary<int, decimal> { [line.Line.Line] = line.Line.AmountInr },
                Counts = true,
                Ask = isPolicy ? "Check the annexure of the policy; an insurer deducts the item, and the hospital may waive it."
                    : "Check the list of the payer; it deducts the item, and the hospital may waive it.",
                Tariff = new(table.Version.List, item.Id, item.Item, null, isPolicy ? null : table.Version.ValidFrom, null, table.Version.Citation),
            };
        }
    }

    private static string Meaning(NonPayableItem item) => item.List switch
    {
        "I" => "is not covered (optional items)",
        "II" => "is part of the room charge",
        "III" => "is part of the procedure charge",
        _ => "is part of the cost of treatment",
    };
}
