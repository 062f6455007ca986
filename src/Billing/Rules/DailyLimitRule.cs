using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Rules;

/// <summary>
/// More of a service than the days of the bill can hold: 40 days of intensive care in a stay of 3, 48 hours of oxygen on one day, 30
/// injections given once a day. Asked about; the excess is in question. Rooms are counted by <see cref="RoomRentRule"/>.
/// </summary>
internal sealed class DailyLimitRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        foreach (var group in context.Charges.Where(line => !Stays.IsRoom(line) && !line.Line.Doubtful && line.Key.Length > 0 && line.Line.Quantity > 0).GroupBy(line => line.Key))
        {
            var lines = group.ToList();
            if (DailyLimits.Of(lines[0]) is not { } limit)
                continue;
            foreach (var (part, days) in Spans(context, lines))
            {
                if (Propose(part, limit.Most, limit.What, days) is { } proposal)
                    yield return proposal;
            }
        }
    }

    /// <summary>What is charged when it is done is counted by the day printed beside it, as is what is done once where there is no stay; everything else within the stay.</summary>
    private static IEnumerable<(List<LineContext> Lines, int Days)> Spans(AuditContext context, List<LineContext> lines)
    {
        if (DailyLimits.AreOfTheDay(lines[0]) || (context.DaysOfStay is null && DailyLimits.IsAct(lines[0])))
        {
            foreach (var day in lines.Where(line => line.Line.Date is not null).GroupBy(line => line.Line.Date))
                yield return ([.. day], 1);
            lines = lines.FindAll(line => line.Line.Date is null);
        }

        if (lines.Count > 0 && context.DaysOfStay is { } stay
            && lines.TrueForAll(line => line.Line.Date is not { } date || (date >= context.Bill.Admitted && date <= context.Bill.Discharged)))
            yield return (lines, stay);
    }

    private static Proposal? Propose(List<LineContext> lines, decimal most, string what, int days)
    {
        var billed = lines.Sum(line => line.Line.Quantity!.Value);
        var excess = billed - (most * days);
        if (excess <= 0)
            return null;
        var claims = new Dictionary<int, decimal>();
        for (var (i, left) = (lines.Count - 1, excess); i >= 0 && left > 0; i--)
        {
            var part = Math.Min(left, lines[i].Line.Quantity!.Value);
            claims[lines[i].Line.Line] = Money.Round(part * lines[i].UnitPrice);
            left -= part;
        }

        return new("implausible.quantity", FindingKind.Implausible, Verdict.Query, 0.85,
            $"{billed:0.###} of \"{lines[0].Line.Description}\" are billed {(days == 1 ? "for one day" : $"for {days} days")}; at {most:0.##} {what} a day there are at most {most * days:0.##}.")
        {
            Lines = [.. lines.Select(line => line.Line.Line)],
            Claims = claims,
            Ask = "Ask for the record of the service with its times.",
        };
    }
}
