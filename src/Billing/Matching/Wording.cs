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
        "of", "the", "for", "and", "a", "an", "in", "on", "to", "by", "etc", "charge", "fee", "serum", "sr", "s", "with", "using",
        "done", "dr", "rs", "per", "day", "no", "nos", "as", "at", "from", "any", "or", "incl", "cost", "cghs", "rate",
    ];

    /// <summary>Canonical tokens in their order, repeats dropped.</summary>
    public static List<string> Tokens(string text) => Tokens(text, Phrases.Standard);

    internal static List<string> Tokens(string text, Phrases phrases) => Tokens(Split(text), phrases);

    internal static List<string> Tokens(List<string> words, Phrases phrases) => Distinct(phrases.Replace(words));

    /// <summary>The words as written, folded but not replaced by canonical ones.</summary>
    internal static List<string> Plain(string text) => Distinct(Split(text));

    private static List<string> Distinct(List<string> words)
    {
        var tokens = new List<string>(words.Count);
        foreach (var word in words)
        {
            if (!Ignored.Contains(word) && !tokens.Contains(word))
                tokens.Add(word);
        }

        return tokens;
    }

    /// <summary>Words of letters and digits, folded and without plural; "x-ray", "b/l", "w/o" and "2-D" survive as phrases of several.</summary>
    internal static List<string> Split(string text)
    {
        var words = new List<string>(12);
        var word = new StringBuilder(24);
        var length = Math.Min(text.Length, 400);
        for (var i = 0; i <= length; i++)
        {
            var c = i < length ? text[i] : ' ';
            if (c is '\'' or '’' or '`')
                continue;
            if (char.IsLetterOrDigit(c))
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

    internal static string Fold(string word)
    {
        if (word.Length < 4 || char.IsDigit(word[0]))
            return word;
        var folded = word.Replace("ae", "e", StringComparison.Ordinal).Replace("oe", "e", StringComparison.Ordinal);
        if (folded.Length > 4 && folded.EndsWith("our", StringComparison.Ordinal))
            folded = $"{folded[..^3]}or";
        if (folded.EndsWith("ies", StringComparison.Ordinal) && folded.Length > 4)
            return $"{folded[..^3]}y";
        return folded.Length > 3 && folded[^1] == 's' && folded[^2] is not ('s' or 'u' or 'i') ? folded[..^1] : folded;
    }

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
            words.Add(Fold(word.ToString()));
        word.Clear();
    }
}
