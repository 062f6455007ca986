using System.Globalization;
using System.Text;

namespace MediAgents.Billing.Reading;

/// <summary>What Devanagari, Bengali and Tamil text needs before its words can be compared.</summary>
internal static class IndicText
{
    private const char First = '\u0900';
    private const char Last = '\u0BFF';

    /// <summary>A virama joins what follows it; word-final ones are so rare that a blank after one comes from the text layer.</summary>
    private const string Viramas = "\u094D\u09CD";

    public static bool IsIn(char c) => c is >= First and <= Last;

    public static bool IsIn(ReadOnlySpan<char> text) => text.IndexOfAnyInRange(First, Last) >= 0;

    /// <summary>
    /// A line without invisible characters and without the blanks that PDF text layers put inside Devanagari and Bengali conjuncts.
    /// Each blank taken out is given back at the next gap, so that columns keep their place.
    /// </summary>
    public static string Clean(string line)
    {
        if (!IsIn(line) && line.AsSpan().IndexOfAny('\u200B', '\uFEFF', '\u00AD') < 0)
            return line;
        var text = new StringBuilder(line.Length);
        var owed = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var next = i + 1 < line.Length ? line[i + 1] : ' ';
            if (line[i] is '\u200B' or '\uFEFF' or '\u00AD' || (line[i] is '\u200C' or '\u200D' && !IsIn(next)))
                continue;
            if (line[i] == ' ' && i > 0 && Viramas.Contains(line[i - 1], StringComparison.Ordinal) && IsIn(next) && char.IsLetter(next))
            {
                owed++;
                continue;
            }

            text.Append(line[i]);
            if (line[i] == ' ' && next == ' ')
            {
                text.Append(' ', owed);
                owed = 0;
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// The letters of these scripts without vowel signs, marks and blanks: what stays the same when a text layer or a scan moves,
    /// doubles or drops the signs around a consonant.
    /// </summary>
    public static string Skeleton(ReadOnlySpan<char> text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsIn(c) && char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter)
                letters.Append(Undotted(c));
        }

        return letters.ToString();
    }

    /// <summary>Letters and signs as written, without blanks, joiners and punctuation, in one spelling of dotted letters.</summary>
    public static string Exact(ReadOnlySpan<char> text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!IsIn(c) || char.IsDigit(c) || c is '\u093C' or '\u09BC' or '\u0964' or '\u0965' or '\u0970')
                continue;
            kept.Append(c == '\u0901' ? '\u0902' : Undotted(c));
        }

        return kept.ToString();
    }

    /// <summary>Dotted letters are written as one character or as two, and the dot is often left out.</summary>
    private static char Undotted(char c) => c switch
    {
        >= '\u0958' and <= '\u095F' => "कखगजडढफय"[c - '\u0958'],
        '\u09DC' => 'ড',
        '\u09DD' => 'ঢ',
        '\u09DF' => 'য',
        _ => c,
    };
}
