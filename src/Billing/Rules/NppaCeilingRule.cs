using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// A medicine above its ceiling price (Drugs (Prices Control) Order 2013): ceiling of the compendium of the day, moved by the notified
/// wholesale price index, plus GST. Ceilings bind every seller. Without strength, form, pack or date nothing is disputed.
/// </summary>
internal sealed class NppaCeilingRule : IAuditRule
{
    private static readonly DateOnly LowerGst = new(2025, 9, 22);

    /// <summary>A later notification for the single medicine may have replaced the row; that is not in the compendium.</summary>
    private const double Certainty = 0.85;

    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        foreach (var line in context.Charges)
        {
            if (line.Medicine is not { } medicine)
                continue;
            if (medicine.Ceiling is not { } ceiling)
            {
                context.LeaveAlone(line, $"{medicine.Molecule}: {medicine.Reason}");
                continue;
            }

            if (line.Line.Doubtful)
            {
                context.LeaveAlone(line, CghsRateRule.Misread);
                continue;
            }

            if (CeilingFor(context, line, ceiling) is not { } price)
            {
                context.LeaveAlone(line, $"{medicine.Molecule}: the day of the sale is open, or no ceiling price is loaded for it");
                continue;
            }

            var billed = context.NetUnitPrice(line);

            var allowed = Math.Ceiling(price * medicine.UnitsPerSale * (1 + NppaTable.HighestGst) * 100) / 100;
            if (billed - allowed <= Math.Max(0.05m, allowed * 0.005m))
                continue;
            var least = line.Days!.Value.Earliest >= LowerGst ? price * medicine.UnitsPerSale * (1 + NppaTable.UsualGstSince2025) : allowed;
            yield return Propose(line, ceiling, medicine.UnitsPerSale, billed, allowed, least, line.Ceilings.Version);
        }
    }

    private static string Counted(string unit, decimal units) => units == 1 ? unit : unit switch
    {
        "ml" or "g" => unit,
        "patch" => "patches",
        "suppository" => "suppositories",
        _ => $"{unit}s",
    };

    /// <summary>The ceiling, if it is the same on every day the medicine can have been sold. INR without GST.</summary>
    private static decimal? CeilingFor(AuditContext context, LineContext line, NppaCeiling ceiling)
    {
        if (line.Days is not { } days)
            return null;
        if (!ReferenceEquals(context.Rates.NppaOn(days.Earliest), line.Ceilings) || !ReferenceEquals(context.Rates.NppaOn(days.Latest), line.Ceilings))
            return null;
        var price = line.Ceilings.CeilingOn(ceiling, days.Earliest);
        return price == line.Ceilings.CeilingOn(ceiling, days.Latest) ? price : null;
    }

    private static Proposal Propose(LineContext line, NppaCeiling ceiling, decimal units, decimal billed, decimal allowed, decimal least, TableVersion version)
    {
        var quantity = line.Line.EffectiveQuantity;
        return new("nppa.ceiling", FindingKind.Overcharge, Verdict.Dispute, Certainty,
            $"Billed {Money.Text(billed)} for {units:0.##} {Counted(ceiling.Unit, units)} of {ceiling.Molecule} {ceiling.Formulation}; the ceiling with the notified index and GST is {Money.Text(allowed)}.")
        {
            Lines = [line.Line.Line],
            Claims = new Dictionary<int, decimal> { [line.Line.Line] = Money.Round((billed - allowed) * quantity) },
            High = Money.Round((billed - least) * quantity),
            Counts = true,
            Ask = "Ask for the price printed on the pack and the notification under which it is sold.",
            Tariff = new(version.List, null, $"{ceiling.Molecule}, {ceiling.Formulation}, per {ceiling.Unit}", null, ceiling.GazetteDate, Money.Round(allowed),
                $"{version.Citation}{(ceiling.GazetteNumber.Length > 0 ? $", notification {ceiling.GazetteNumber}" : "")}; DPCO 2013"),
        };
    }
}
