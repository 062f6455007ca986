using MediAgents.Billing.Audit;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Room charges for more days than the stay had, and room rent on a day billed as intensive care. CGHS rates of intensive care (CC001,
/// CC007) include the room; elsewhere the patient still used one bed, so it is asked. The day of admission and the day of discharge may
/// both be counted. A line of several days does not say which, so an overlap with one is asked about. CGHS room rents by ward are not in
/// the list at hand: their price is left alone.
/// </summary>
internal sealed class RoomRentRule : IAuditRule
{
    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        var rooms = context.Charges.Where(Stays.IsRoom).ToList();
        if (TooManyDays(context, rooms) is { } tooMany)
            yield return tooMany;
        foreach (var room in rooms)
        {
            if (room.Line.Date is { } date && context.Charges.FirstOrDefault(line => line.Line.Date == date && Stays.IsIntensiveCare(line)) is { } care)
                yield return BesideIntensiveCare(context, room, care);
        }
    }

    private static Proposal BesideIntensiveCare(AuditContext context, LineContext room, LineContext care)
    {
        var overlap = Math.Min(care.Line.EffectiveQuantity, room.Line.EffectiveQuantity);
        var oneDay = care.Line.EffectiveQuantity == 1 && room.Line.EffectiveQuantity == 1;
        var table = context.CghsBinds && Stays.IsIntensiveRow(care.Rate?.Code) ? care.Tariff : null;
        var disputes = oneDay && table is not null;
        return new("room.intensive-care", FindingKind.RoomRent, disputes ? Verdict.Dispute : Verdict.Query, disputes ? 0.9 : 0.6,
            $"Line {care.Line.Line} bills intensive care for {care.Line.Date:yyyy-MM-dd}; "
            + (table is not null ? $"CGHS {care.Rate!.Code} is inclusive of room rent." : "a room on the same day is a second bed.")
            + (oneDay ? "" : " The lines count several days and do not say which."))
        {
            Lines = [room.Line.Line],
            Claims = new Dictionary<int, decimal> { [room.Line.Line] = Money.Round(overlap * room.UnitPrice) },
            Counts = disputes,
            Ask = disputes ? "Ask for the room rent of days in intensive care to be taken off." : "Ask on which hours the patient was in which bed, and whether the room was kept on request.",
            Tariff = table is null ? null : new("CGHS", care.Rate!.Code, care.Rate.Name, null, table.Version.ValidFrom, null, table.Version.Citation),
        };
    }

    private static Proposal? TooManyDays(AuditContext context, List<LineContext> rooms)
    {
        if (context.DaysOfStay is not { } stay)
            return null;
        // A second rent for one day is a duplicate, and its money is in question there.
        var counted = rooms.Where(room => room.Line is { Doubtful: false, EffectiveQuantity: > 0 and <= 1000 })
            .DistinctBy(room => (room.Day, room.Key, Line: room.Day is null || room.Line.EffectiveQuantity < 1 ? room.Line.Line : 0)).ToList();
        var billed = counted.Sum(room => room.Line.EffectiveQuantity);
        var excess = billed - stay;
        if (counted.Count == 0 || excess < 1)
            return null;
        // The cheapest days are the ones in question, so that the hospital is not wronged by the choice.
        var claims = new Dictionary<int, decimal>();
        foreach (var room in counted.OrderBy(room => room.UnitPrice))
        {
            var days = Math.Min(excess, room.Line.EffectiveQuantity);
            if (days <= 0)
                break;
            claims[room.Line.Line] = Money.Round(days * room.UnitPrice);
            excess -= days;
        }

        // A number of days that a scan shows without a rate is borne out by nothing.
        var isProven = counted.TrueForAll(room => room.Line is { Recognised: false } or { RateInr: not null, IsRateDerived: false });
        return new("room.days", FindingKind.RoomRent, isProven ? Verdict.Dispute : Verdict.Query, isProven ? 0.93 : 0.6,
            $"{billed:0.##} days of room rent are billed; from {context.Bill.Admitted:yyyy-MM-dd} to {context.Bill.Discharged:yyyy-MM-dd} there are at most {stay}."
            + (isProven ? "" : " A figure of the scan may be misread."))
        {
            Lines = [.. counted.Select(room => room.Line.Line)],
            Claims = claims,
            Counts = isProven,
            Ask = "Ask for the room register with the hours of admission and discharge.",
        };
    }
}
