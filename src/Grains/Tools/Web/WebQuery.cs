using System.Text.RegularExpressions;
using MediAgents.Models.Answers;
using MediAgents.Models.Privacy;

namespace MediAgents.Grains.Tools.Web;

/// <summary>
/// What of a query may be told to a search server. It is stricter than what a model is told: a search needs no stand-in for a
/// name, no day and no long number, so these are taken out, whoever's they are, and only words, digits and a few marks are left.
/// Search engines give other signs a meaning of their own (SearXNG: <c>!!</c> leaves for another site).
/// </summary>
internal static partial class WebQuery
{
    private const string Months = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
    private const int Limit = 2000;

    /// <summary>The query as it may go out; null if it then says nothing.</summary>
    public static string? Of(string query, Pseudonyms pseudonyms)
    {
        var bare = pseudonyms.Remove(query);
        foreach (var identifying in (Regex[])[Days(), DaysInWords(), LongNumbers(), OtherSigns(), LooseMarks(), Blanks()])
            bare = identifying.Replace(bare, " ");
        bare = bare.Trim();
        return bare.Any(char.IsLetter) && WordKeys.Of(bare).Length > 0 ? bare : null;
    }

    [GeneratedRegex(@"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Days();

    [GeneratedRegex(@"(?i)\b(?:\d{1,2}(?:st|nd|rd|th)?[ .-]{0,2}(?:" + Months + @")\b(?:[ .,-]{0,3}\d{4})?|(?:" + Months + @")[ .]{1,2}\d{1,2}(?:st|nd|rd|th)?,?[ ]\d{4})", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex DaysInWords();

    /// <summary>Five digits and more: of doses, counts and years none is so long.</summary>
    [GeneratedRegex(@"[\p{L}/_-]*\d(?:[ ./_-]?\d){4,}[\p{L}\d/_-]*", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LongNumbers();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N}\s.,'’%/+()-]", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex OtherSigns();

    /// <summary>What is left of a date or a list whose words are gone, and signs that would exclude a word.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}])[.,'’%/+()-]+(?![\p{L}\p{N}])|(?<=^|\s)[-+]+", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex LooseMarks();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Blanks();
}
