using System.Runtime.InteropServices;

namespace MediAgents.Billing.Matching;

/// <summary>
/// Corrects a word that is one slip away from exactly one known word, before phrases are looked for. Two words one edit apart become
/// equal when a letter is taken from one of them or from both, so words are kept by what is left of them when a letter is missing.
/// </summary>
internal sealed class Spelling
{
    /// <summary>Shorter words are one slip away from too many others.</summary>
    private const int Shortest = 5;

    /// <summary>Longer ones are no words of a bill.</summary>
    private const int Longest = 40;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<string>> byRest = [];

    public Spelling(IEnumerable<string> words)
    {
        Span<char> rest = stackalloc char[Longest];
        foreach (var word in words)
        {
            if (!known.Add(word) || word.Length < Shortest - 1 || word.Length > Longest || char.IsDigit(word[0]))
                continue;
            Keep(word, word);
            for (var i = 1; i < word.Length; i++)
                Keep(Without(word, i, rest), word);
        }
    }

    /// <summary>Changes <paramref name="words"/> in place.</summary>
    public void Correct(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Length is >= Shortest and <= Longest && !char.IsDigit(words[i][0]) && !known.Contains(words[i]) && Meant(words[i]) is { } meant)
                words[i] = meant;
        }
    }

    /// <summary>The one word that begins alike and is one edit away. Null if there are several or none.</summary>
    private string? Meant(string word)
    {
        Span<char> rest = stackalloc char[Longest];
        string? only = null;
        if (!Narrow(word, word, ref only))
            return null;
        for (var i = 1; i < word.Length; i++)
        {
            if (!Narrow(Without(word, i, rest), word, ref only))
                return null;
        }

        return only;
    }

    /// <summary>False once a second word is found.</summary>
    private bool Narrow(ReadOnlySpan<char> rest, string word, ref string? only)
    {
        if (!byRest.TryGetValue(string.GetHashCode(rest, StringComparison.Ordinal), out var near))
            return true;
        foreach (var other in near)
        {
            if (ReferenceEquals(other, only) || other[0] != word[0] || !IsOneEdit(word, other))
                continue;
            if (only is not null)
                return false;
            only = other;
        }

        return true;
    }

    private void Keep(ReadOnlySpan<char> rest, string word) =>
        (CollectionsMarshal.GetValueRefOrAddDefault(byRest, string.GetHashCode(rest, StringComparison.Ordinal), out _) ??= []).Add(word);

    private static ReadOnlySpan<char> Without(string word, int at, Span<char> rest)
    {
        word.AsSpan(0, at).CopyTo(rest);
        word.AsSpan(at + 1).CopyTo(rest[at..]);
        return rest[..(word.Length - 1)];
    }

    /// <summary>A letter more, less, changed, or two neighbours swapped.</summary>
    private static bool IsOneEdit(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var start = left.CommonPrefixLength(right);
        left = left[start..];
        right = right[start..];
        while (left.Length > 0 && right.Length > 0 && left[^1] == right[^1])
        {
            left = left[..^1];
            right = right[..^1];
        }

        return left.Length + right.Length == 1 || (left.Length, right.Length) is (1, 1)
            || (left.Length, right.Length) is (2, 2) && left[0] == right[1] && left[1] == right[0];
    }
}
