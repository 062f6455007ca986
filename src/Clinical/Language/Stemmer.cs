using System.Buffers;
using System.Collections.Frozen;

namespace MediAgents.Clinical.Language;

/// <summary>
/// A light English stemmer: plural, -ing, -ed, -ness, -ly and the final e or y. It only has to bring the forms of one word
/// together (dizzy, dizziness; ache, aching); text and lexicon go through the same function, so stems need not be words.
/// </summary>
internal static class Stemmer
{
    private const int ShortestStemmed = 4;

    // Whose stem would be that of a word with another meaning: a severed finger and severe pain, hives and HIV.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Whole =
        FrozenSet.ToFrozenSet(["severed", "hive"], StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    /// <summary>Stems the lower-case word in place and answers its new length.</summary>
    public static int Stem(Span<char> word)
    {
        var length = word.Length;
        if (length < ShortestStemmed)
            return length;

        if (length >= 7 && word.EndsWith("ness"))
            length -= 4;
        else if (length >= 7 && word.EndsWith("ly"))
            length -= 2;

        length = WithoutPlural(word[..length]);
        if (Whole.Contains(word[..length]))
            return length;
        length = WithoutParticiple(word[..length]);
        if (length >= 4 && word[length - 1] == 'e')
            length--;
        if (length >= 4 && word[length - 1] == 'y')
            word[length - 1] = 'i';
        return length;
    }

    private static int WithoutPlural(ReadOnlySpan<char> word)
    {
        if (word.Length < ShortestStemmed || word[^1] != 's' || word[^2] is 's' or 'u' or 'i')
            return word.Length;
        return word.EndsWith("ies") && word.Length > 4 ? word.Length - 2 : word.Length - 1;
    }

    private static int WithoutParticiple(ReadOnlySpan<char> word)
    {
        var suffix = word.EndsWith("ing") ? 3 : word.EndsWith("ed") && !word.EndsWith("eed") ? 2 : 0;
        var length = word.Length - suffix;
        if (suffix == 0 || length < 3 || !word[..length].ContainsAny(Vowels))
            return word.Length;
        var doubled = length >= 4 && word[length - 1] == word[length - 2] && "bdgmnprt".Contains(word[length - 1]);
        return doubled ? length - 1 : length;
    }
}
