using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Room charges for more days than the stay had, and room rent on a day billed as intensive care, whose CGHS rate (CC001, CC007)
/// includes it. The day of admission and the day of discharge may both be counted. A line of several days does not say which, so an
/// overlap with one is asked about. CGHS room rents by ward are not in the list at hand: their price is left alone.
/// </summary>
internal sealed class RoomRentRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        var rooms = context.Charges.Where(Stays.IsRoom).ToList();
        if (TooManyDays(context, rooms) is { } tooMany)
            yield return tooMany;
        if (!context.CghsBinds)
            yield break;
        foreach (var room in rooms)
        {
            var care = context.Charges.FirstOrDefault(line => line.Rate?.Code is "CC001" or "CC007" && line.Line.Date is not null && line.Line.Date == room.Line.Date);
            if (care is null || care.Tariff is not { } table)
                continue;
            var overlap = Math.Min(care.Line.EffectiveQuantity, room.Line.EffectiveQuantity);
            var oneDay = care.Line.EffectiveQuantity == 1 && room.Line.EffectiveQuantity == 1;
            yield return new("room.intensive-care", FindingKind.RoomRent, oneDay ? Verdict.Dispute : Verdict.Query, oneDay ? 0.9 : 0.6,
                $"Line {care.Line.Line} bills intensive care for {care.Line.Date:yyyy-MM-dd}; CGHS {care.Rate!.Code} is inclusive of room rent."
                + (oneDay ? "" : " The lines count several days and do not say which."))
            {
                Lines = [room.Line.Line],
                Claims = new Dictionary<int, decimal> { [room.Line.Line] = Money.Round(overlap * room.UnitPrice) },
                Counts = oneDay,
                Ask = "Ask for the room rent of days in intensive care to be taken off.",
                Tariff = new("CGHS", care.Rate.Code, care.Rate.Name, null, table.Version.ValidFrom, null, table.Version.Citation),
            };
        }
    }

    private static Proposal? TooManyDays(AuditContext context, List<LineContext> rooms)
    {
        if (context.Bill is not { Admitted: { } admitted, Discharged: { } discharged } || discharged < admitted)
            return null;
        var stay = discharged.DayNumber - admitted.DayNumber + 1;
        // A second rent for one day is a duplicate, and its money is in question there.
        var counted = rooms.Where(room => room.Line.EffectiveQuantity is >= 1 and <= 1000)
            .DistinctBy(room => (room.Day, room.Key, Line: room.Day is null ? room.Line.Line : 0)).ToList();
        var billed = counted.Sum(room => room.Line.EffectiveQuantity);
        var excess = billed - stay;
        if (counted.Count == 0 || excess < 1)
            return null;
        // The cheapest days are the ones in question, so that the hospital is not wronged by the choice.
        var cheapest = counted.MinBy(room => room.UnitPrice)!;
        var days = Math.Min(excess, cheapest.Line.EffectiveQuantity);
        return new("room.days", FindingKind.RoomRent, Verdict.Dispute, 0.93,
            $"{billed:0.##} days of room rent are billed; from {admitted:yyyy-MM-dd} to {discharged:yyyy-MM-dd} there are at most {stay}.")
        {
            Lines = [.. counted.Select(room => room.Line.Line)],
            Claims = new Dictionary<int, decimal> { [cheapest.Line.Line] = Money.Round(days * cheapest.UnitPrice) },
            Counts = true,
            Ask = "Ask for the room register with the hours of admission and discharge.",
        };
    }
}
