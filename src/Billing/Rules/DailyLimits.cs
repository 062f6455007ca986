using System.Text.RegularExpressions;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>How often a service can be given within a day.</summary>
internal static partial class DailyLimits
{
    private const int VisitsADay = 8;
    private const int OperationsADay = 2;
    private const int ScansADay = 4;
    private const int TestsADay = 6;
    private const int SerialTestsADay = 24;

    /// <summary>The most of what the line counts that one day can hold, and what it counts; null where that is open.</summary>
    public static (decimal Most, string What)? Of(LineContext line)
    {
        if (IsHourly(line))
            return (24, "hours");
        if (Doses(line) is { } doses)
            return (doses, doses == 1 ? "dose" : "doses");
        if (line.Medicine is not null)
            return null;
        if (IsDaily(line))
            return (1, "day");
        return line.Rate?.Class switch
        {
            RateClass.Consultation => (VisitsADay, "visits"),
            RateClass.Package => (OperationsADay, "operations"),
            RateClass.Investigation when line.Names("mri", "ct", "pet", "usg", "echo", "mammography") => (ScansADay, "scans"),
            RateClass.Investigation when line.Names("glucose", "abg", "electrolyte", "potassium", "sodium", "lactate", "troponin", "ecg") => (SerialTestsADay, "tests"),
            RateClass.Investigation => (TestsADay, "tests"),
            RateClass.DayCare or RateClass.CriticalCare when IsAct(line) => (OperationsADay, "times"),
            _ => null,
        };
    }

    /// <summary>True when a line with a date counts what was done on that day, and does not sum up a stay: hours, tests, scans and operations are charged when they are done.</summary>
    public static bool AreOfTheDay(LineContext line) =>
        IsHourly(line) || (line.Medicine is null && !IsDaily(line) && line.Rate?.Class is RateClass.Investigation or RateClass.Package);

    /// <summary>True for what is done once and stays done: within a stay its line may count all of it.</summary>
    public static bool IsAct(LineContext line) => line.Rate is { Class: RateClass.DayCare or RateClass.CriticalCare } rate && Act().IsMatch(rate.Name);

    /// <summary>True when the quantity counts hours.</summary>
    public static bool IsHourly(LineContext line) =>
        (line.Line.Unit is { } unit && unit.StartsWith('h')) || line.Line.Unit is "Hrs" or "HRS" or "Hours" or "Hr"
        || Hour().IsMatch(line.Line.Description) || (line.Rate?.Name.Contains("per hour", StringComparison.OrdinalIgnoreCase) ?? false);

    private static bool IsDaily(LineContext line) =>
        line.Line.Unit?.StartsWith("day", StringComparison.OrdinalIgnoreCase) is true
        || Stays.IsIntensiveCare(line) || Day().IsMatch(line.Line.Description)
        || (line.Rate is { } rate && (rate.Class == RateClass.Room || rate.Name.Contains("per day", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Doses a day of an injection whose wording says how often it is given. Tablets may be for the time after the stay.</summary>
    private static int? Doses(LineContext line)
    {
        if (!line.Names("inj", "injection", "infusion", "vial", "ampoule", "amp") || Frequency().Match(line.Line.Description) is not { Success: true } match)
            return null;
        return match.Groups["once"].Success ? 1 : match.Groups["twice"].Success ? 2 : match.Groups["thrice"].Success ? 3 : 4;
    }

    [GeneratedRegex(@"\b(per|/|a|an|each)\s*(hour|hr)s?\b|\bhourly\b|\((hrs?|hours?)\)|\bhours?\b|\bhrs?\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hour();

    [GeneratedRegex(@"\bper\s*day\b|/\s*day\b|\bper\s+diem\b|\bdaily\b(?!\s+(dose|od|bd))", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    /// <summary>What is done once and stays done; dressings, sessions and exercises are rightly many.</summary>
    [GeneratedRegex(@"\b(insertion|catheteri[sz]ation|intubation|aspiration|paracentesis|drainage|puncture|excision|incision|biopsy)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Act();

    [GeneratedRegex(@"(?<once>\b(od|once\s+(a\s+day|daily)|hs)\b)|(?<twice>\b(bd|bid|twice\s+(a\s+day|daily)|q12h)\b)|(?<thrice>\b(tds|tid|thrice\s+(a\s+day|daily)|q8h)\b)|(?<four>\b(qid|qds|q6h)\b)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Frequency();
}
