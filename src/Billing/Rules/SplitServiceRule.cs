using MediAgents.Billing.Audit;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// One service billed on several lines of a day: fractions of it that come to more than one, or parts named as such whose prices
/// together exceed the rate of the whole. A room or bed cannot be used more than once a day; what else comes in fractions is asked about.
/// </summary>
internal sealed class SplitServiceRule : IAuditRule
{
    private const string Id = "duplicate.split";

    public IEnumerable<Proposal> Evaluate(AuditContext context) => [.. Fractions(context), .. Parts(context)];

    /// <summary>True when the lines count fractions of one service, so that none of them repeats another.</summary>
    public static bool AreFractions(IReadOnlyList<LineContext> lines) =>
        lines.Count > 1 && lines.All(line => line.Line.Quantity is > 0 and <= 1) && lines.Any(line => line.Line.Quantity < 1);

    private static IEnumerable<Proposal> Fractions(AuditContext context)
    {
        foreach (var group in context.Charges.Where(line => line.Medicine is null && line.Key.Length > 0 && line.Line.Date is not null).GroupBy(line => (line.Line.Date, line.Key)))
        {
            var lines = group.ToList();
            if (!AreFractions(lines) || lines.Sum(line => line.Line.Quantity!.Value) is var sum && sum <= 1)
                continue;
            var isStay = lines.TrueForAll(line => Stays.IsRoom(line) || Stays.IsIntensiveCare(line)) && group.Key.Date == lines[0].Day;
            var excess = Money.Round((sum - 1) * lines.Min(line => line.UnitPrice));
            yield return new(Id, FindingKind.Duplicate, isStay ? Verdict.Dispute : Verdict.Query, isStay ? 0.93 : 0.6,
                $"Lines {Named(lines)} bill {sum:0.###} of \"{lines[0].Line.Description}\" on {group.Key.Date:yyyy-MM-dd}"
                + (isStay ? "; a day has one." : "."))
            {
                Lines = [.. lines.Select(line => line.Line.Line)],
                Claims = FromTheLast(lines, excess),
                Counts = isStay,
                Ask = "Ask how the parts of the day were counted.",
            };
        }
    }

    private static IEnumerable<Proposal> Parts(AuditContext context)
    {
        var parts = new List<(LineContext Line, string Part, CghsRate Rate, CghsTable Table)>();
        foreach (var line in context.Charges.Where(line => line is { Medicine: null, Day: not null, Tariff: not null }))
        {
            if (ServiceParts.Of(line.Line.Description) is { } found && line.Tariff!.Index.Match(found.Service) is { Outcome: MatchOutcome.Matched } match)
                parts.Add((line, found.Part, match.Best!, line.Tariff));
        }

        foreach (var group in parts.GroupBy(part => (part.Line.Day, part.Rate.Code)).Where(group => group.Select(part => part.Part).Distinct().Count() > 1))
        {
            var lines = group.Select(part => part.Line).ToList();
            var (rate, table) = (group.First().Rate, group.First().Table);
            var range = CghsTariff.Applicable(rate, context.Options.CityTier, context.Options.Nabh, context.Options.SuperSpeciality, context.Options.Ward);
            var billed = lines.Sum(line => context.NetUnitPrice(line) * line.Line.EffectiveQuantity);
            if (!range.Disputable || billed - range.High <= Reading.Arithmetic.Tolerance)
                continue;
            var binds = context.TariffBinds;
            yield return new(Id, FindingKind.Duplicate, binds ? Verdict.Dispute : Verdict.Query, 0.85,
                $"Lines {Named(lines)} bill parts of one service, together {Money.Text(billed)}; {table.Version.List} {rate.Code} \"{rate.Name}\" allows {Money.Text(range.High)} for the whole.")
            {
                Lines = [.. lines.Select(line => line.Line.Line)],
                Claims = FromTheLast(lines, Money.Round(billed - range.High)),
                High = Money.Round(billed - range.Low),
                Counts = binds,
                Ask = $"Ask for {rate.Code} to be billed once.",
                Tariff = new(table.Version.List, rate.Code, rate.Name, null, table.Version.ValidFrom, range.High, table.Version.Citation),
            };
        }
    }

    private static string Named(List<LineContext> lines) =>
        $"{string.Join(", ", lines.Take(lines.Count - 1).Select(line => line.Line.Line))} and {lines[^1].Line.Line}";

    /// <summary>The money in question, taken from the last line first and from no line more than it bills.</summary>
    private static Dictionary<int, decimal> FromTheLast(List<LineContext> lines, decimal amount)
    {
        var claims = new Dictionary<int, decimal>();
        for (var i = lines.Count - 1; i >= 0 && amount > 0; i--)
        {
            claims[lines[i].Line.Line] = Math.Min(amount, lines[i].Line.AmountInr);
            amount -= claims[lines[i].Line.Line];
        }

        return claims;
    }
}
