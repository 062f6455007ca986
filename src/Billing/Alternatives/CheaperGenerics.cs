using MediAgents.Billing.Audit;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rules;

namespace MediAgents.Billing.Alternatives;

/// <summary>
/// What the same medicines cost at Jan Aushadhi shops, where that is less. No finding: the list is a cheaper source, not a ceiling, and
/// nothing is disputed by it. Where a bill does not say how much a unit holds, it is taken to hold as much as the list's pack.
/// </summary>
internal static class CheaperGenerics
{
    /// <summary>Share of a price below which a difference is rounding.</summary>
    private const decimal LeastShare = 0.005m;

    public static IReadOnlyList<GenericAlternative> Of(AuditContext context)
    {
        var found = new List<GenericAlternative>();
        foreach (var line in context.Charges)
        {
            if (line.Rate is not null || line.UnitPrice <= 0 || MedicineName.Parse(LineRecognition.Wording(line.Line)) is not { } name)
                continue;
            if (TableFor(context, line) is { } table && table.Index.Cheapest(name) is { } offer && Compare(context, line, name, offer, table.Version) is { } alternative)
                found.Add(alternative);
        }

        return found;
    }

    /// <summary>The list of the day, else the latest: it is what can be bought.</summary>
    private static JanAushadhiTable? TableFor(AuditContext context, LineContext line) =>
        (line.Days is { } days ? context.Rates.JanAushadhiOn(days.Latest) : null) ?? context.Rates.JanAushadhi;

    private static GenericAlternative? Compare(AuditContext context, LineContext line, MedicineName name, GenericOffer offer, TableVersion version)
    {
        var stated = SaleMeasure.OfBilled(name.Form, name.Dosage, line.Line.Unit);
        var units = stated ?? offer.UnitsInPack;
        var billed = context.NetUnitPrice(line) / units;
        var saving = Money.Round((billed - offer.UnitInr) * units * line.Line.EffectiveQuantity);
        if (billed - offer.UnitInr <= billed * LeastShare || saving <= 0)
            return null;
        return new(line.Line.Line, line.Line.Description, version.List, offer.Price.Code, offer.Price.Name, offer.Price.Pack, offer.Price.MrpInr, offer.Unit,
            decimal.Round(offer.UnitInr, 4), decimal.Round(billed, 4), saving, stated is null, version.ValidFrom, version.Citation);
    }
}
