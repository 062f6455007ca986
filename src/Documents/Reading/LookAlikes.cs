using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>Digits of Indian scripts and Latin ones that have the same shape and mostly not the same value: the Bengali 4 is drawn as an 8.</summary>
internal static class LookAlikes
{
    private const char Devanagari = '\u0966';
    private const char Bengali = '\u09E6';

    /// <summary>So many Latin figures stand below each other in a column at least.</summary>
    private const int FewestInColumn = 3;

    /// <summary>The part of a page's figures that misread ones are at most.</summary>
    private const double MostMisread = 0.2;

    /// <summary>The digit of a script that looks like a Latin one; null if none does.</summary>
    /// <param name="latin">0 to 9.</param>
    /// <param name="zero">The script's digit 0.</param>
    public static char? Own(char latin, char zero) => (zero, latin) switch
    {
        (Devanagari or Bengali, '0') => zero,
        (Devanagari or Bengali, '2') => (char)(zero + 2),
        (Devanagari or Bengali, '8') => (char)(zero + 4),
        (Devanagari, '3') => (char)(zero + 3),
        (Devanagari, '9') => (char)(zero + 1),
        (Bengali, '9') => (char)(zero + 7),
        _ => null,
    };

    /// <summary>
    /// The words of a page with Latin figures in which those that hold digits of an Indian script, below others that are all Latin, are
    /// Latin, too.
    /// </summary>
    public static IReadOnlyList<PlacedWord> Latin(IReadOnlyList<PlacedWord> words)
    {
        var figures = words.Where(word => word.IsFigure).ToList();
        var misread = figures.Where(word => word.Text.Any(IsOwnDigit)).ToList();
        if (misread.Count == 0 || misread.Count > MostMisread * figures.Count)
            return words;
        var latin = figures.Except(misread).ToList();
        return [.. words.Select(word => misread.Contains(word) && latin.Count(other => other.Left < word.Right && other.Right > word.Left) >= FewestInColumn
            ? word with { Text = string.Concat(word.Text.Select(Latin)) } : word)];
    }

    private static bool IsOwnDigit(char c) => c > '\x7F' && char.IsDigit(c);

    private static char Latin(char c)
    {
        if (!IsOwnDigit(c))
            return c;
        var value = (int)char.GetNumericValue(c);
        var zero = (char)(c - value);
        for (var latin = '0'; latin <= '9'; latin++)
        {
            if (Own(latin, zero) == c)
                return latin;
        }

        return (char)('0' + value);
    }
}
