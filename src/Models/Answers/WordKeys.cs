using System.Runtime.CompilerServices;

namespace MediAgents.Models.Answers;

/// <summary>
/// The words of a sentence as keys to compare by: the first five letters in lower case, grammar words left out.
/// Cutting words short stands in for stemming; for English it does nearly as well and needs no rules.
/// </summary>
public static class WordKeys
{
    private const int KeyLength = 5;
    private const int MostKeys = 200;

    private static readonly HashSet<string> Grammar = [.. """
        a an the this that these those it its he she they them their his her we our you your i my me and or but nor so if then than as at by
        for from in into of off on onto to up down out over under with within without about between through during before after again is am
        are was were be been being do does did has have had having will would shall should can could may might must not no yes any some all
        both each such same other more most much many less only just also too very what which who when where why how because until while there
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> GrammarBySpan =
        Grammar.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly ConditionalWeakTable<string, ulong[]> Read = [];

    /// <summary>
    /// As <see cref="Of"/>, for sentences that come again and again: evidence is quoted from a collection that stays in
    /// memory, and its keys stay with it, for as long as the sentence itself.
    /// </summary>
    public static ulong[] OfSentence(string sentence) => Read.GetValue(sentence, static text => Of(text));

    /// <summary>The distinct keys, ordered, so that sets can be compared by walking along both.</summary>
    public static ulong[] Of(ReadOnlySpan<char> text)
    {
        Span<ulong> keys = stackalloc ulong[MostKeys];
        Span<char> word = stackalloc char[16];
        var (count, length) = (0, 0);
        for (var i = 0; i <= text.Length && count < MostKeys; i++)
        {
            var letter = i < text.Length ? text[i] : ' ';
            if (char.IsLetterOrDigit(letter))
            {
                if (length < word.Length)
                    word[length++] = char.ToLowerInvariant(letter);
            }
            else if (letter is not ('\'' or '’'))
            {
                if (length > 1 && !GrammarBySpan.Contains(word[..length]))
                    keys[count++] = KeyOf(word[..length]);
                length = 0;
            }
        }

        keys = keys[..count];
        keys.Sort();
        var distinct = 0;
        for (var i = 0; i < count; i++)
            if (i == 0 || keys[i] != keys[i - 1])
                keys[distinct++] = keys[i];
        return keys[..distinct].ToArray();
    }

    /// <summary>How many keys both have.</summary>
    public static int Shared(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        var (shared, i, j) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            if (left[i] == right[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (left[i] < right[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return shared;
    }

    // FNV-1a (Fowler, Noll and Vo) over the letters of the key; a plural s at the end of a short word is dropped.
    private static ulong KeyOf(ReadOnlySpan<char> word)
    {
        if (word.Length > 3 && word.Length <= KeyLength && word[^1] == 's' && word[^2] != 's')
            word = word[..^1];
        var hash = 14695981039346656037UL;
        foreach (var letter in word[..Math.Min(KeyLength, word.Length)])
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}
