using System.Globalization;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// A unit price above the highest rate that could apply in the list of the payer that held on the day: CGHS, or an imported ESI or
/// PM-JAY list. Binding for its beneficiaries; CGHS is for anyone else a benchmark, so the finding asks and its money is not disputed.
/// </summary>
internal sealed class CghsRateRule : IAuditRule
{
    /// <summary>Why a price that a scan may have misread is left alone.</summary>
    public const string Misread = "quantity, rate and amount contradict each other, so one of them may be misread";

    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        foreach (var line in context.Charges)
        {
            if (line.Rate is not { } rate || line.UnitPrice <= 0)
                continue;
            if (line.Tariff is not { } table)
                continue;
            if (line.Line.Doubtful)
            {
                context.LeaveAlone(line, Misread);
                continue;
            }

            if (OpenUnit(line, rate) is { } reason)
            {
                context.LeaveAlone(line, reason);
                continue;
            }

            var options = context.Options;
            var range = CghsTariff.Applicable(rate, options.CityTier, options.Nabh, options.SuperSpeciality, options.Ward);
            var over = context.NetUnitPrice(line) - range.High;
            if (over <= Reading.Arithmetic.Tolerance)
                continue;
            if (!range.Disputable)
            {
                context.LeaveAlone(line, rate.Wards is null
                    ? $"the only figure at hand for {rate.Code} in this tier is unverified"
                    : $"{table.Version.List} prints no sure figure for {rate.Code} in this tier and ward");
                continue;
            }

            yield return Propose(context, line, rate, range, table);
        }
    }

    private static Proposal Propose(AuditContext context, LineContext line, CghsRate rate, RateRange range, CghsTable table)
    {
        var version = table.Version;
        var list = version.List;
        var quantity = line.Line.EffectiveQuantity;
        var price = context.NetUnitPrice(line);
        var over = Money.Round((price - range.High) * quantity);
        var shown = range.IsExact ? Money.Text(range.High) : $"{Money.Text(range.Low)} to {Money.Text(range.High)} depending on what is not known";
        var binding = context.TariffBinds;
        return new($"{table.Kind.Word()}.rate", FindingKind.Overcharge, binding ? Verdict.Dispute : Verdict.Query, Confidence(line, rate, range),
            $"Billed {Money.Text(price)} a unit{(price < line.UnitPrice ? " after the discount of the bill" : "")}; {list} {rate.Code} \"{rate.Name}\" allows {shown}. "
            + (binding ? $"The rate binds empanelled hospitals for {list} beneficiaries." : "CGHS rates are a benchmark here and do not bind the hospital."))
        {
            Lines = [line.Line.Line],
            Claims = new Dictionary<int, decimal> { [line.Line.Line] = over },
            High = Money.Round((price - range.Low) * quantity),
            Counts = binding,
            Ask = binding ? $"Ask for {rate.Code} to be billed at the {list} rate." : "Ask how the price was set and whether the agreed tariff of the payer is lower.",
            Tariff = new(version.List, rate.Code, rate.Name, IsFlat(rate) ? null : range.TierOfHigh.ToString(), version.ValidFrom, range.High,
                string.Create(CultureInfo.InvariantCulture, $"{version.Citation}, in force from {version.ValidFrom:d MMM yyyy}")),
        };
    }

    /// <summary>PM-JAY knows no city tiers.</summary>
    private static bool IsFlat(CghsRate rate) => rate.Wards is not null && rate.Figures.All(figure => figure == rate.Figures[0]);

    private static double Confidence(LineContext line, CghsRate rate, RateRange range) =>
        Math.Round(line.Procedure.Confidence - (rate.IsDerived(range.TierOfHigh) ? 0.03 : 0), 2);

    /// <summary>An hourly rate against a line that does not count hours compares nothing.</summary>
    private static string? OpenUnit(LineContext line, CghsRate rate)
    {
        var hourly = rate.Name.Contains("per hour", StringComparison.OrdinalIgnoreCase);
        if (hourly && !line.Names("hour", "hr", "hrs") && !IsUnit(line, "h"))
            return "the tariff is per hour and the bill does not count hours";
        var counted = rate.Name.Contains("per day", StringComparison.OrdinalIgnoreCase) || rate.Name.Contains("per session", StringComparison.OrdinalIgnoreCase)
            || rate.Name.Contains("per unit", StringComparison.OrdinalIgnoreCase) || rate.Class == RateClass.Room;
        return counted && line.Line.Quantity is null && line.Line.RateInr is null
            ? "the tariff is per day, session or unit and the bill prints no quantity" : null;
    }

    private static bool IsUnit(LineContext line, string start) =>
        line.Line.Unit is { } unit && unit.StartsWith(start, true, CultureInfo.InvariantCulture);
}
