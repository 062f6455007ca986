namespace MediAgents.Billing.Matching.Indic;

/// <summary>What Bengali adds to a word: "of", the article, number and place.</summary>
internal static class BengaliWord
{
    private static readonly string[] Genitives = ["য়ের", "ের", "এর", "র"];

    private static readonly string[] Endings = ["গুলি", "গুলো", "টি", "টা", "দের", "তে", "য়ে", "ে", "ই", "য়"];

    /// <summary>The word without "of", if it may end with it.</summary>
    public static string? Possessor(string word) =>
        Array.Find(Genitives, ending => word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.Ordinal)) is { } found ? word[..^found.Length] : null;

    /// <summary>What the word may be without its ending.</summary>
    public static IEnumerable<string> Stems(string word)
    {
        if (Possessor(word) is { } possessor)
            yield return possessor;
        foreach (var ending in Endings)
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal))
                yield return word[..^ending.Length];
        }
    }
}
