using System.Text;

namespace MediAgents.Billing.Matching;

/// <summary>
/// Brings the wording of hospitals and of the tariff to common tokens: lower case, one spelling for British and American forms,
/// plural dropped, known abbreviations and their long forms replaced by one canonical token on both sides.
/// </summary>
public static class Wording
{
    private static readonly HashSet<string> Ignored =
    [
        "of", "the", "for", "and", "an", "in", "on", "to", "by", "etc", "charge", "fee", "serum", "sr", "s", "with", "using",
        "done", "dr", "rs", "per", "day", "no", "nos", "as", "at", "from", "any", "or", "incl", "cost", "cghs", "cgh", "nabh", "rate",
    ];

    /// <summary>Words after which "a" is an article. Elsewhere it names something: "Inhibin A", "A-scan".</summary>
    private static readonly HashSet<string> BeforeArticle = ["of", "with", "for", "in", "on", "to", "by", "as", "at", "from", "is", "and"];

    /// <summary>Canonical tokens in their order, repeats dropped.</summary>
    public static List<string> Tokens(string text) => Tokens(text, Phrases.Standard);

    internal static List<string> Tokens(string text, Phrases phrases) => Tokens(Split(text), phrases);

    internal static List<string> Tokens(List<string> words, Phrases phrases) => Distinct(phrases.Replace(words));

    /// <summary>The words as written, folded but not replaced by canonical ones.</summary>
    internal static List<string> Plain(string text) => Plain(Split(text));

    internal static List<string> Plain(List<string> words) => Distinct(words);

    private static List<string> Distinct(List<string> words)
    {
        var tokens = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var isArticle = word is "a" && i > 0 && BeforeArticle.Contains(words[i - 1]);
            if (!isArticle && !Ignored.Contains(word) && !tokens.Contains(word))
                tokens.Add(word);
        }

        return tokens;
    }

    /// <summary>Words of letters and digits, folded and without plural; "x-ray", "b/l", "w/o" and "2-D" survive as phrases of several.</summary>
    /// <param name="text">At most 400 characters of it are read.</param>
    /// <param name="start">Where to begin.</param>
    internal static List<string> Split(string text, int start = 0)
    {
        var words = new List<string>(12);
        var word = new StringBuilder(24);
        var length = Math.Min(text.Length, 400);
        for (var i = start; i <= length; i++)
        {
            var c = i < length ? text[i] : ' ';
            if (c is '\'' or '’' or '`' || (c == '.' && IsInsideInitials(text, i, length)))
                continue;
            if (char.IsLetterOrDigit(c) || IsMark(c))
            {
                // "10mg" and "MRI3" are two words; "t3", "b12", "ca125", "2d" are one.
                word.Append(char.ToLowerInvariant(c));
            }
            else if (c == '.' && word.Length > 0 && char.IsDigit(word[^1]) && i + 1 < length && char.IsDigit(text[i + 1]))
            {
                word.Append('.');
            }
            else if (c == '+' || c == '%')
            {
                Flush(words, word);
                words.Add(c == '+' ? "plus" : "percent");
            }
            else
            {
                Flush(words, word);
            }
        }

        return words;
    }

    /// <summary>A vowel sign of an Indian script belongs to its word.</summary>
    private static bool IsMark(char c) =>
        c > '\u02FF' && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    /// <summary>The dots of "L.F.T." and "O.P.D" stand between single letters: together they are one abbreviation.</summary>
    private static bool IsInsideInitials(string text, int dot, int length) =>
        dot > 0 && dot + 1 < length && IsLoneLetter(text, dot - 1, length) && IsLoneLetter(text, dot + 1, length);

    private static bool IsLoneLetter(string text, int at, int length) =>
        char.IsLetter(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + 1 >= length || !char.IsLetterOrDigit(text[at + 1]));

    internal static string Fold(string word)
    {
        if (word.Length < 4 || char.IsDigit(word[0]))
            return word;
        var folded = word.Replace("ae", "e", StringComparison.Ordinal).Replace("oe", "e", StringComparison.Ordinal);
        if (folded.Length > 4 && folded.EndsWith("our", StringComparison.Ordinal))
            folded = $"{folded[..^3]}or";
        if (folded.Length > 8)
            folded = folded.Replace("isation", "ization", StringComparison.Ordinal);
        if (folded.EndsWith("ies", StringComparison.Ordinal) && folded.Length > 4)
            return $"{folded[..^3]}y";
        // "Sinuses", "abscesses", "patches": the plural of a word in a hiss.
        if (folded.Length > 5 && (folded.EndsWith("uses", StringComparison.Ordinal) || folded.EndsWith("sses", StringComparison.Ordinal)
            || folded.EndsWith("ches", StringComparison.Ordinal) || folded.EndsWith("shes", StringComparison.Ordinal) || folded.EndsWith("xes", StringComparison.Ordinal)))
            return folded[..^2];
        return folded.Length > 3 && folded[^1] == 's' && folded[^2] is not ('s' or 'u' or 'i') ? folded[..^1] : folded;
    }

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
            words.Add(Fold(word.ToString()));
        word.Clear();
    }
}
