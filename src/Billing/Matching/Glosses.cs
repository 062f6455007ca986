using MediAgents.Billing.Matching.Indic;

namespace MediAgents.Billing.Matching;

/// <summary>
/// Hospitals say a service twice, "Procalcitonin (PCT)", "Glycated Hb - HbA1c", "Compatibility test / cross match", or add how and where,
/// "D-Dimer (quant.)". Where the whole stays open, one of its halves may name a row alone; it is believed if the other half can mean
/// nothing else.
/// </summary>
internal static class Glosses
{
    private const int LongestText = 400;

    /// <summary>How many rows of the rest a half's row must be among: what is far from the rest is another service.</summary>
    private const int Near = 3;

    /// <summary>Two letters abbreviate too many things: "(ID)".</summary>
    private const int Telling = 3;

    /// <summary>What a match by half a wording is worth beside one by the whole.</summary>
    private const double Share = 0.97;

    private static readonly string[] Dashes = [" - ", " – ", "- ", ": "];

    /// <param name="description">The wording, in English.</param>
    /// <param name="printed">The wording as the bill prints it.</param>
    /// <param name="whole">What the whole of it matches, which is open.</param>
    /// <param name="match">Places a wording.</param>
    public static MatchResult Agreeing(string description, string printed, MatchResult whole, Func<string, MatchResult> match)
    {
        if (description.Length > LongestText)
            return whole;
        return (Bracketed(description) ?? Dashed(description)) is { } gloss && ByOneOf(gloss, printed, whole, match) is { } said ? said
            : Stroked(description) is { } sides && ByBothOf(sides, match) is { } same ? same : whole;
    }

    private static MatchResult? ByOneOf((string Outside, string Inside) halves, string printed, MatchResult whole, Func<string, MatchResult> match)
    {
        var (outside, inside) = (match(halves.Outside), match(halves.Inside));
        if (outside.Outcome == MatchOutcome.Matched)
            return IsAmong(outside, whole) && !Contradicts(outside, inside, halves.Inside) ? Shared(outside) : null;
        return inside.Outcome == MatchOutcome.Matched && IsTheService(inside, outside, whole, printed) && !Contradicts(inside, outside, halves.Outside) ? Shared(inside) : null;
    }

    /// <summary>What stands on both sides of a stroke may be two services: each side must mean the row.</summary>
    private static MatchResult? ByBothOf((string Outside, string Inside) sides, Func<string, MatchResult> match)
    {
        var (left, right) = (match(sides.Outside), match(sides.Inside));
        var said = left.Outcome == MatchOutcome.Matched ? left : right;
        var other = left.Outcome == MatchOutcome.Matched ? right : left;
        return said.Outcome == MatchOutcome.Matched && IsAmong(said, other) && !Contradicts(said, other, said == left ? sides.Inside : sides.Outside) ? Shared(said) : null;
    }

    /// <summary>
    /// What stands in a bracket may be about the service. It is the service where the rest is near it, or where it is printed in plain
    /// letters and the rest says nothing else: a word read by its sound may be misread.
    /// </summary>
    private static bool IsTheService(MatchResult inside, MatchResult outside, MatchResult whole, string printed) =>
        IsAmong(inside, outside) || ((whole.Candidates.Count == 0 || outside.Candidates.Count == 0 || IsAmong(inside, whole))
            && (Bracketed(printed) ?? Dashed(printed)) is { Inside.Length: >= Telling } asPrinted && !IndicScript.HasAny(asPrinted.Inside));

    private static MatchResult Shared(MatchResult half) =>
        half with { Confidence = Math.Round(half.Confidence * Share, 4), Clearness = Math.Round(half.Clearness * Share, 4) };

    private static (string Outside, string Inside)? Bracketed(string description)
    {
        var open = description.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : description.IndexOf(')', open);
        if (close < 0)
            close = description.Length;
        if (open <= 0)
            return null;
        var inside = description[(open + 1)..close].Trim();
        var outside = $"{description[..open]} {(close < description.Length ? description[(close + 1)..] : "")}".Trim();
        return inside.Length == 0 || outside.Length < 2 ? null : (outside, inside);
    }

    private static (string Outside, string Inside)? Dashed(string description) =>
        Dashes.Select(dash => Parted(description, dash)).FirstOrDefault(halves => halves is not null);

    private static (string Outside, string Inside)? Stroked(string description) => Parted(description, "/");

    /// <summary>Null unless the mark stands once.</summary>
    private static (string Outside, string Inside)? Parted(string description, string mark)
    {
        var at = description.IndexOf(mark, StringComparison.Ordinal);
        if (at < 2 || description.IndexOf(mark, at + mark.Length, StringComparison.Ordinal) >= 0)
            return null;
        var inside = description[(at + mark.Length)..].Trim();
        return inside.Length < 2 ? null : (description[..at].Trim(), inside);
    }

    private static bool IsAmong(MatchResult said, MatchResult others) => others.Candidates.Take(Near).Any(candidate => candidate.Rate.Code == said.Best!.Code);

    /// <summary>The other half names another row, or has a word that changes the price.</summary>
    private static bool Contradicts(MatchResult said, MatchResult other, string gloss)
    {
        if (other.Outcome == MatchOutcome.Matched && other.Best != said.Best)
            return true;
        if (IsCount(gloss))
            return false;
        var canonical = Wording.Tokens(said.Best!.Name);
        var tokens = Wording.Tokens(gloss);
        return Qualifiers.Conflict(tokens.FindAll(Qualifiers.IsQualifier), canonical, [.. canonical, .. Wording.Plain(said.Best.Name)])
            || tokens.Exists(word => Qualifiers.IsDefining(word) && !canonical.Contains(word));
    }

    /// <summary>"1 unit", "single session", "each": how many are billed, which the price is for one of.</summary>
    private static bool IsCount(string gloss) => Wording.Split(gloss).TrueForAll(word =>
        word is "one" or "single" or "1" or "each" or "per" or "a" or "session" or "sitting" or "unit" or "day" or "time" or "visit" or "hour");
}
