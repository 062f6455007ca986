namespace MediAgents.Documents.Reading;

/// <summary>Tells the languages of a text by counting the letters of each script.</summary>
public static class Scripts
{
    private const double LeastShare = 0.03;

    /// <summary>Fewer letters are a stray mark of a scan, unless they are most of the text.</summary>
    private const int FewestLetters = 5;

    private static readonly string[] Names = ["english", "hindi", "bengali", "tamil"];

    /// <summary><c>english hindi bengali tamil</c>, the one with most letters first; a script with less than 3 % of them does not count. Empty for a text without letters.</summary>
    public static IReadOnlyList<string> LanguagesOf(IEnumerable<string> pages)
    {
        var counts = new int[Names.Length];
        foreach (var page in pages)
            Count(page, counts);
        return Told(counts);
    }

    private static IReadOnlyList<string> Told(int[] counts)
    {
        var all = counts.Sum();
        return [.. Enumerable.Range(0, Names.Length)
            .Where(i => counts[i] > 0 && counts[i] >= all * LeastShare && (counts[i] >= FewestLetters || counts[i] * 2 >= all))
            .OrderByDescending(i => counts[i])
            .Select(i => Names[i])];
    }

    /// <summary>The same without Indian languages that have less than <paramref name="leastOfLeading"/> of the letters of the leading one.</summary>
    public static IReadOnlyList<string> LanguagesOf(IEnumerable<string> pages, double leastOfLeading)
    {
        var counts = new int[Names.Length];
        foreach (var page in pages)
            Count(page, counts);
        var leading = counts.Skip(1).Max();
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] < leading * leastOfLeading)
                counts[i] = 0;
        }

        return Told(counts);
    }

    private static void Count(string text, int[] counts)
    {
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c))
                counts[0]++;
            else if (c is >= '\u0900' and <= '\u097F' && char.IsLetter(c))
                counts[1]++;
            else if (c is >= '\u0980' and <= '\u09FF' && char.IsLetter(c))
                counts[2]++;
            else if (c is >= '\u0B80' and <= '\u0BFF' && char.IsLetter(c))
                counts[3]++;
        }
    }
}
