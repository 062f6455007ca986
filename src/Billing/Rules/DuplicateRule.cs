using MediAgents.Billing.Audit;
using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Rules;

/// <summary>
/// The same service billed twice for one day. What is rightly repeated within a day (visits, sessions, serial glucose and blood gas,
/// blood units, medicines and consumables) is asked about at most; so is a repeat without a date or at another time of the day. A charge
/// that the bill itself takes back was not billed twice.
/// </summary>
internal sealed class DuplicateRule : IAuditRule
{
    /// <summary>Letters of a wording at least; what has fewer was not read.</summary>
    private const int FewestLetters = 2;

    private static readonly string[] RepeatedWithinADay =
    [
        "consultation", "visit", "visiting", "session", "nebulization", "physiotherapy", "dressing", "oxygen", "hour", "hr", "glucose",
        "abg", "unit", "transfusion", "injection", "inj", "iv", "monitoring", "prbc", "ffp", "electrolyte", "troponin", "film",
    ];

    public IEnumerable<Proposal> Evaluate(AuditContext context)
    {
        var charges = context.Charges.Where(MayRepeatWrongly).ToList();
        foreach (var group in charges.GroupBy(line => (line.Day, line.Line.Date, line.Key)))
        {
            var lines = group.ToList();
            if (SplitServiceRule.AreFractions(lines))
                continue;
            for (var i = 1; i < lines.Count; i++)
            {
                if (Propose(context, lines[0], lines[i]) is { } proposal)
                    yield return proposal;
            }
        }

        foreach (var proposal in SameTariffRow(charges))
            yield return proposal;
    }

    /// <summary>A line of a scan without a day may have lost it in the reading.</summary>
    private static bool MayRepeatWrongly(LineContext line) =>
        line is not { Day: null, Line.Recognised: true } && line.Key.Length > 0 && line.Line.Description.Count(char.IsLetter) >= FewestLetters && line.Medicine is null && !IsPharmacy(line);

    private static bool IsPharmacy(LineContext line) =>
        line.Line.Section is { } section && (section.Contains("pharmac", StringComparison.OrdinalIgnoreCase)
            || section.Contains("medicine", StringComparison.OrdinalIgnoreCase) || section.Contains("consumable", StringComparison.OrdinalIgnoreCase))
        || line.Names("tablet", "tab", "cap", "capsule", "syrup", "vial", "ampoule", "amp", "syringe", "glove", "cannula", "mask", "mg", "ml");

    private static Proposal? Propose(AuditContext context, LineContext first, LineContext second)
    {
        if (first.Rate is { } one && second.Rate is { } other && one != other)
            return null;
        var repeatable = IsRepeatable(second, second);
        var identical = first.Line.AmountInr == second.Line.AmountInr && first.Line.Quantity == second.Line.Quantity;
        var sameWords = string.Equals(first.Line.Description, second.Line.Description, StringComparison.OrdinalIgnoreCase);
        var otherTime = first.Line.Time is { } earlier && second.Line.Time is { } later && earlier != later;
        // What is given again at another hour was given again; what is given daily stands on a bill without dates once a day.
        if (otherTime || (repeatable ? !identical || second.Day is null : second.Day is null && !identical))
            return null;
        var isInstalment = !identical && IsWithinOne(context, first, second);
        var asks = repeatable || second.Day is null || isInstalment;
        var confidence = asks ? 0.55 : sameWords && identical ? 0.97 : identical ? 0.93 : 0.85;
        var when = second.Day is not { } day ? "; the lines carry no date" : $" on {day:yyyy-MM-dd}"
            + (isInstalment ? "; both together are within the rate of one, so it may be billed in parts" : "");
        return Make(sameWords && identical ? "duplicate.exact" : "duplicate.near", first, second, asks, confidence,
            $"Line {second.Line.Line} repeats line {first.Line.Line} (\"{first.Line.Description}\"){when}.");
    }

    private static bool IsRepeatable(LineContext first, LineContext second) =>
        RepeatedWithinADay.Any(word => first.Words.Contains(word) || second.Words.Contains(word)) || second.Rate?.Class is RateClass.Blood or RateClass.Consultation;

    /// <summary>
    /// True when both lines together cost no more than one such service may: then the cheaper explanation is that one was billed in
    /// two parts.
    /// </summary>
    private static bool IsWithinOne(AuditContext context, LineContext first, LineContext second)
    {
        if (!context.TariffBinds || second.Rate is not { } rate || second.Tariff is null)
            return false;
        var options = context.Options;
        var one = CghsTariff.Applicable(rate, options.CityTier, options.Nabh, options.SuperSpeciality, options.Ward).High;
        return first.Line.EffectiveQuantity <= 1 && second.Line.EffectiveQuantity <= 1 && first.Line.AmountInr + second.Line.AmountInr <= one + Reading.Arithmetic.Tolerance;
    }

    /// <summary>Different wordings of one tariff row on one day, one of them saying nothing the other does not, or both at one price.</summary>
    private static IEnumerable<Proposal> SameTariffRow(IEnumerable<LineContext> charges)
    {
        foreach (var group in charges.Where(line => line.Rate is not null && line.Day is not null).GroupBy(line => (line.Day, line.Rate!.Code)))
        {
            var lines = group.DistinctBy(line => line.Key).ToList();
            for (var i = 1; i < lines.Count; i++)
            {
                var (first, second) = (lines[0], lines[i]);
                // The same price for the same row says it as well as the words do.
                var samePrice = first.Line.AmountInr == second.Line.AmountInr && first.Line.EffectiveQuantity == second.Line.EffectiveQuantity;
                // One row may price the fasting and the later glucose.
                if (IsRepeatable(first, second) && !(samePrice && second.Rate!.Class == RateClass.Investigation && !second.Words.Contains("glucose")))
                    continue;
                if (IsTimed(first, second) || AreTold(first, second) || !(samePrice || first.Words.IsSubsetOf(second.Words) || second.Words.IsSubsetOf(first.Words)))
                    continue;
                yield return Make("duplicate.near", first, second, true, 0.6,
                    $"Lines {first.Line.Line} and {second.Line.Line} both read as {second.Tariff?.Version.List ?? "CGHS"} {second.Rate!.Code} \"{second.Rate.Name}\" on one day.");
            }
        }
    }

    /// <summary>True where what one wording says and the other does not makes them two services of one row.</summary>
    private static bool AreTold(LineContext first, LineContext second)
    {
        var (onlyFirst, onlySecond) = (first.Words.Except(second.Words).ToList(), second.Words.Except(first.Words).ToList());
        // A word of the row's own on one side says nothing of which it was: the I of troponin, the 2 of "two or more limbs".
        var own = Wording.Tokens(second.Rate!.Name);
        if (!onlyFirst.Exists(own.Contains) || !onlySecond.Exists(own.Contains))
        {
            onlyFirst.RemoveAll(own.Contains);
            onlySecond.RemoveAll(own.Contains);
        }

        return AreMarked(first.Line.Description, second.Line.Description) || onlyFirst.Concat(onlySecond).Any(word => SaysWhichOne(word) || SaysTheTime(word) || SaysTheSide(word))
            || (onlyFirst.Exists(IsNumber) && onlySecond.Exists(IsNumber)) || AreTwoOfOneRow(second.Rate!, onlyFirst, onlySecond);
    }

    /// <summary>
    /// A first and a second, an upper and a lower one are two services of one row. Other qualifiers ("plain", "quantitative", "one side")
    /// were heeded when both wordings were found to be that row.
    /// </summary>
    private static bool SaysWhichOne(string word) =>
        word is "first" or "1st" or "second" or "2nd" or "third" or "3rd" or "additional" or "subsequent" or "repeat" or "upper" or "lower" or "anterior" or "posterior"
            or "above" or "below" or "i" or "ii" or "iii" or "iv" or "v" or "vi";

    private static bool IsView(string word) => word is "pa" or "ap" or "lateral" or "oblique" or "axial" or "skyline";

    private static bool SaysTheSide(string word) => word is "left" or "right" or "lt" or "rt";

    /// <summary>
    /// Each line has a word that the other lacks of a list in the row, "X-ray knee" and "X-ray wrist", or of views: they are two services
    /// of one row. Of two words, "Head/ Brain", one is the other.
    /// </summary>
    private static bool AreTwoOfOneRow(CghsRate row, List<string> onlyFirst, List<string> onlySecond)
    {
        if (onlyFirst.Exists(IsView) && onlySecond.Exists(IsView))
            return true;
        foreach (var bracket in row.Name.Split('(').Skip(1))
        {
            if (bracket.Split(')')[0].Split('/', ',') is { Length: > 2 } listed && listed.SelectMany(Wording.Tokens).ToHashSet(StringComparer.Ordinal) is var words
                && onlyFirst.Exists(words.Contains) && onlySecond.Exists(words.Contains))
                return true;
        }

        return false;
    }

    /// <summary>One wording with two endings, "(forenoon)" and "(evening)", "- I" and "- II": the hospital tells them apart, whatever it writes there.</summary>
    private static bool AreMarked(string first, string second)
    {
        var same = first.AsSpan().CommonPrefixLength(second);
        var mark = Math.Max(first.AsSpan(0, same).LastIndexOf(" ("), first.AsSpan(0, same).LastIndexOf(" - "));
        return mark > 0 && same < first.Length && same < second.Length;
    }

    /// <summary>The service was given at another time.</summary>
    private static bool SaysTheTime(string word) => word is "morning" or "forenoon" or "afternoon" or "evening" or "night" or "noon" or "am" or "pm";

    /// <summary>"08:00" behind one of the wordings.</summary>
    private static bool IsTimed(LineContext first, LineContext second) => HasTime(first.Line.Description) || HasTime(second.Line.Description);

    private static bool HasTime(string description) => BillFurniture.End(description) < description.Length;

    /// <summary>A number on both sides counts them: unit 1 and unit 2. On one side alone it tells how the service is done: 12 leads.</summary>
    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);

    private static Proposal Make(string rule, LineContext first, LineContext second, bool asks, double confidence, string explanation) =>
        new(rule, FindingKind.Duplicate, asks ? Verdict.Query : Verdict.Dispute, confidence, explanation)
        {
            Lines = [first.Line.Line, second.Line.Line],
            Claims = new Dictionary<int, decimal> { [second.Line.Line] = second.Line.AmountInr },
            Counts = !asks,
            Ask = "Ask for the record of both services, each with its time.",
        };
}
