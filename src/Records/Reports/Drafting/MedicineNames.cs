using System.Text.RegularExpressions;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>Finds the medicine's own name in the way it is written on prescriptions: "Tab. Metformin 500 mg BD" is metformin.</summary>
internal static partial class MedicineNames
{
    private static readonly HashSet<string> AroundTheName = new(StringComparer.Ordinal)
    {
        "tab", "tabs", "tablet", "tablets", "cap", "caps", "capsule", "capsules", "inj", "injection", "syp", "syr", "syrup", "susp", "suspension",
        "oint", "ointment", "cream", "gel", "drop", "drops", "inhaler", "spray", "sachet", "patch", "t", "c",
        "od", "bd", "bid", "tds", "tid", "qid", "qds", "hs", "sos", "prn", "stat", "ac", "pc", "once", "twice", "thrice", "daily", "day", "a",
        "every", "night", "morning", "weekly", "sr", "er", "xr", "mr", "for", "days", "weeks", "started", "start", "stopped", "continue", "continued",
        "mg", "mcg", "g", "gm", "ml", "iu", "units", "unit", "oral", "po", "iv", "im",
    };

    /// <summary>The words of the name, in lower case; those of the whole text where nothing else is left.</summary>
    public static string Of(string written)
    {
        var all = LabNames.Fold(written).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = all.Where(word => !AroundTheName.Contains(word) && !char.IsAsciiDigit(word[0])).ToList();
        return name.Count > 0 ? string.Join(' ', name) : string.Join(' ', all);
    }

    /// <summary>The strengths written, e.g. <c>500mg</c>, each once.</summary>
    public static IReadOnlyList<string> StrengthsOf(string? written) => written is null
        ? []
        : [.. Strength().Matches(written.ToLowerInvariant()).Select(match => match.Groups["number"].Value + match.Groups["unit"].Value.Replace("gm", "g", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"(?<number>\d+(\.\d+)?)\s*(?<unit>mg|mcg|gm|g|ml|iu|units?)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Strength();
}
