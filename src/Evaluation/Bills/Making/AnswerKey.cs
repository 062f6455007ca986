using MediAgents.Billing.Audit;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>
/// What a correct auditor says to a made bill: the faults planted, and for every line what its price, its place beside a package and
/// the lists of its payer give. Derived from the draft, never from what the product says.
/// </summary>
internal static class AnswerKey
{
    /// <summary>Excesses below this share of the highest rate are left open: rounding of rates differs between hospitals.</summary>
    private const decimal Rounding = 0.005m;

    /// <summary>
    /// Tests that are part of a panel, by its row: billed beside it on one day they may be asked about and need not be. The parts are
    /// those the rows' own names print (LB012, LB123, LB125, LB160), and what laboratories report as liver function (LB124).
    /// </summary>
    private static readonly Dictionary<string, string[]> Panels = new(StringComparer.Ordinal)
    {
        ["LB012"] = ["LB007", "LB008", "LB009", "LB010", "LB013", "LB017"],
        ["LB123"] = ["LB001", "LB057", "LB058", "LB066", "LB092", "LB093"],
        ["LB124"] = ["LB067", "LB072", "LB080", "LB086", "LB087", "LB107", "LB139"],
        ["LB125"] = ["LB074", "LB100", "LB135"],
        ["LB160"] = ["LB161", "LB266", "LB267"],
    };

    public static (List<Plant> Findings, List<Plant> Tolerated) Of(DraftBill bill)
    {
        var findings = new List<Plant>(bill.Plants);
        var tolerated = new List<Plant>();
        var isPackageBill = bill.Options.InsuranceType == "cghs" && bill.Lines.Any(line => line.Service?.Kind == ServiceKind.Package);
        foreach (var line in bill.Lines.Where(line => !line.IsRepeat))
        {
            if (line.Service is { Irdai.Length: > 0 } && bill.Options.InsuranceType == "private")
                findings.Add(new(FindingKind.NonPayable, $"non_payable.{line.Service.Irdai.Split('-')[0]}", [line], Net(bill, line)));
            if (isPackageBill && line.Service?.Kind is ServiceKind.Part or ServiceKind.WardRound)
                findings.Add(new(FindingKind.Unbundled, "unbundled.part", [line], Net(bill, line)));
            if (IsPartOfPanel(bill, line))
                tolerated.Add(new(FindingKind.Unbundled, "unbundled.panel", [line], Net(bill, line)));
            if (!line.HasImpossibleDate && Price(bill, line) is var (finding, certain))
                (certain ? findings : tolerated).Add(finding);
        }

        return (findings, tolerated);
    }

    private static (Plant Finding, bool IsCertain)? Price(DraftBill bill, DraftLine line)
    {
        var day = line.Date ?? bill.Discharged;
        var unit = line.Rate * (1 - (line.DiscountPercent / 100)) * (1 - bill.DiscountShare);
        if (line.Service is { HasTariff: true } service && bill.Options.InsuranceType is "cghs" or "private" or "none" && day >= Tariffs.CghsBegins)
        {
            var (highest, most, verified) = Tariffs.Highest(service, bill.Options);
            if (!verified || unit <= highest)
                return null;
            var amount = DraftLine.Money((unit - highest) * line.Quantity);
            return (new(FindingKind.Overcharge, "overcharge.cghs", [line], amount), unit > Math.Max(most, highest * (1 + Rounding)));
        }

        if (line.Medicine is { } medicine && line.SaysPack && Tariffs.Ceiling(medicine, day) is var (usual, widest))
        {
            var allowed = usual * medicine.Contains;
            if (unit <= allowed)
                return null;
            var amount = DraftLine.Money((unit - allowed) * line.Quantity);
            return (new(FindingKind.Overcharge, "overcharge.nppa", [line], amount), unit > widest * medicine.Contains * (1 + Rounding));
        }

        return null;
    }

    private static bool IsPartOfPanel(DraftBill bill, DraftLine line) =>
        line.Service is { HasTariff: true } part
        && bill.Lines.Any(other => other.Date == line.Date
            && other.Service is { HasTariff: true } panel
            && Panels.GetValueOrDefault(panel.Codes[0], []).Contains(part.Codes[0]));

    private static decimal Net(DraftBill bill, DraftLine line) => DraftLine.Money(line.Amount * (1 - bill.DiscountShare));
}
