using System.Globalization;
using System.Text;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// Figures and dates that cannot be: negative quantities, more of a service than a stay holds, days in the future, before 1990 or
/// outside the stay, medicines sold after their expiry. They are asked about; a slip of the pen does not undo the service.
/// </summary>
internal sealed class PlausibilityRule : IAuditRule
{
    private const decimal MostServices = 200;

    /// <summary>Once an hour is the most that a test, a visit or a procedure is done.</summary>
    private const decimal MostInADay = 24;

    private const decimal MostUnits = 5_000;

    /// <summary>Of what costs <see cref="Dear"/> apiece so many are asked about, whatever it is.</summary>
    private const decimal ManyDear = 40;

    /// <summary>INR a piece.</summary>
    private const decimal Dear = 100;

    /// <summary>Investigations before a planned admission are usual; this long before it they belong to another visit.</summary>
    private const int DaysBeforeAdmission = 30;

    /// <summary>Days of a stay that are looked at for the one that was misread.</summary>
    private const int LongestStay = 400;

    /// <summary>Latin digits that recognition takes for each other.</summary>
    private static readonly string[] LookAlikes = ["0689", "14", "17", "27", "38", "35", "56"];

    private static readonly DateOnly Earliest = new(1990, 1, 1);

    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        foreach (var line in context.Lines)
        {
            // What rate and amount contradict is no quantity to ask about.
            if (!line.Line.Doubtful && Quantity(line, context.DaysOfStay) is { } quantity)
                yield return Make("implausible.quantity", line, quantity, 0.9);
            if (line.Line.Expiry is { } expiry && line.Days is { } days && days.Earliest > expiry)
                yield return Make("implausible.expiry", line, $"The medicine expired on {expiry:yyyy-MM-dd}, before it was sold.", 0.85);
            if (Date(context, line) is { } date && !MayBeMisread(context, line))
                yield return Make("implausible.date", line, date, 0.85);
        }

        if (context.Bill is { Admitted: { } admitted, Discharged: { } discharged } && discharged < admitted)
        {
            yield return new("implausible.stay", FindingKind.Implausible, Verdict.Query, 0.9,
                $"The discharge on {discharged:yyyy-MM-dd} lies before the admission on {admitted:yyyy-MM-dd}.") { Ask = "Ask for the dates of the stay." };
        }
    }

    private static string? Quantity(LineContext line, int? daysOfStay)
    {
        if (line.Line.Quantity is < 0)
            return $"A quantity of {line.Line.Quantity:0.###} cannot be.";
        if (line.Line.AmountInr < 0 && !line.Names("refund", "return", "returned", "credit", "discount", "concession", "adjustment", "less", "reversal", "waiver"))
            return $"An amount of {Money.Text(line.Line.AmountInr)} is negative and no refund is named.";
        if (line.Line.Quantity is not { } quantity)
            return null;
        // What a day or stay can hold is asked about by a rule of its own.
        if (quantity > 0 && DailyLimits.Of(line) is not null && (line.Line.Date is not null || daysOfStay is not null))
            return null;
        var counted = line.Medicine is not null || line.Line.Unit is not null || line.Names("hour", "hr", "ml", "tab", "tablet", "cap", "glove", "syringe", "oxygen");
        if (!counted && IsDoneAtATime(line) && quantity > MostInADay * (line.Line.Date is null ? Math.Max(daysOfStay ?? 1, 1) : 1))
            return $"{quantity:0.###} times {(line.Line.Date is null ? "in a stay" : "on one day")} is more often than every hour.";
        if (!counted && line.Rate is null && !Stays.IsRoom(line) && quantity >= Math.Max(ManyDear, MostInADay * (daysOfStay ?? 1)) && line.UnitPrice >= Dear)
            return $"{quantity:0.###} pieces of what costs {Money.Text(line.UnitPrice)} each are more than a stay needs.";
        if (quantity > (counted || line.Rate is null ? MostUnits : MostServices))
            return $"A quantity of {quantity:0.###} is more than a stay can hold.";
        return quantity == 0 && line.Line.AmountInr > 0 ? "A charge is billed for a quantity of zero." : null;
    }

    /// <summary>True for what is done at one time; a stay in a room or in intensive care is counted in days or hours.</summary>
    private static bool IsDoneAtATime(LineContext line) =>
        line.ResemblesService && line.Procedure.Candidates[0].Rate.Class is not (RateClass.Room or RateClass.CriticalCare or RateClass.Blood or RateClass.Implant);

    private static string? Date(AuditContext context, LineContext line)
    {
        if (line.Line.Date is not { } date)
            return null;
        if (date > context.Options.Today)
            return $"The date {date:yyyy-MM-dd} lies in the future.";
        if (date < Earliest)
            return $"The date {date:yyyy-MM-dd} lies before 1990.";
        if (context.Bill.Discharged is { } discharged && date > discharged && discharged >= (context.Bill.Admitted ?? discharged))
            return $"The date {date:yyyy-MM-dd} lies after the discharge on {discharged:yyyy-MM-dd}.";
        if (context.Bill.Admitted is { } admitted && date < admitted.AddDays(-Math.Min(DaysBeforeAdmission, admitted.DayNumber)))
            return $"The date {date:yyyy-MM-dd} lies long before the admission on {admitted:yyyy-MM-dd}.";
        return null;
    }

    /// <summary>
    /// On a scan, a day that one misread digit makes of a day of the stay or of another line. Nobody misreads a year for the one before or
    /// after it as often as people write it; and a Latin digit is misread for one that looks like it.
    /// </summary>
    private static bool MayBeMisread(AuditContext context, LineContext line)
    {
        if (line.Line is not { Recognised: true, Date: { } date })
            return false;
        var days = context.Lines.Where(other => other != line).Select(other => other.Line.Date).OfType<DateOnly>().Distinct().ToList();
        if (days.Exists(day => day.Month == date.Month && day.Day == date.Day && Math.Abs(day.Year - date.Year) == 1))
            return false;
        var isLatin = Ascii.IsValid(string.Concat(line.Line.Printed?.Where(char.IsDigit) ?? []));
        return days.Exists(day => DiffersInADigit(day, date, isLatin))
            || (context.Bill is { Admitted: { } admitted, Discharged: { } discharged }
                && Enumerable.Range(0, Math.Clamp(discharged.DayNumber - admitted.DayNumber + 1, 0, LongestStay)).Any(day => DiffersInADigit(admitted.AddDays(day), date, isLatin)));
    }

    private static bool DiffersInADigit(DateOnly one, DateOnly other, bool isLatin)
    {
        var different = Written(one).Zip(Written(other)).Where(digits => digits.First != digits.Second).ToList();
        return different.Count == 0 || (different is [var (first, second)]
            && (!isLatin || one.Year != other.Year || Array.Exists(LookAlikes, digits => digits.Contains(first, StringComparison.Ordinal) && digits.Contains(second, StringComparison.Ordinal))));
    }

    private static string Written(DateOnly date) => date.ToString("ddMMyyyy", CultureInfo.InvariantCulture);

    private static Proposal Make(string rule, LineContext line, string explanation, double confidence) =>
        new(rule, FindingKind.Implausible, Verdict.Query, confidence, explanation)
        {
            Lines = [line.Line.Line],
            Claims = line.Line.AmountInr > 0 ? new Dictionary<int, decimal> { [line.Line.Line] = line.Line.AmountInr } : new Dictionary<int, decimal>(),
            Ask = "Ask for the record of the service.",
        };
}
