namespace MediAgents.Billing.Matching.Indic;

/// <summary>
/// A PDF's text layer may part a Tamil word behind every consonant that carries the pulli: "மருத் துவர்", "கன் சல் டன் ட்". Other words end
/// with one too, so the parts are joined only if not all of them are known, into a term, or, where none of them is one, into what sounds like a
/// word of the lists.
/// </summary>
internal static class BrokenWords
{
    private const char Pulli = '\u0BCD';
    private const int MostParts = 6;

    /// <summary>Changes <paramref name="words"/> in place.</summary>
    /// <param name="words">The words as they were read.</param>
    /// <param name="isTerm">Tells what is a term in some form.</param>
    /// <param name="isKnown">Tells what is a term or sounds like a word of the lists.</param>
    public static void Join(List<string> words, Predicate<string> isTerm, Predicate<string> isKnown)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var parts = Parts(words, i);
            for (var count = parts; count > 1; count--)
            {
                var apart = words.GetRange(i, count);
                var joined = string.Concat(apart);
                var isWord = !apart.TrueForAll(isKnown) && (isTerm(joined) || (isKnown(joined) && (!apart.Exists(isTerm) || IsEnding(apart[^1], isKnown))));
                if (!isWord && !(count == 2 && IsLoneConsonant(apart[1])))
                    continue;
                words[i] = joined;
                words.RemoveRange(i + 1, count - 1);
                break;
            }
        }
    }

    /// <summary>How many words from one on may be parts of one word.</summary>
    private static int Parts(List<string> words, int start)
    {
        var count = 1;
        while (count < MostParts && start + count < words.Count && words[start + count - 1][^1] == Pulli && IndicScript.IsTamil(words[start + count][0]))
            count++;
        return count;
    }

    /// <summary>A syllable that is no word is the end of the one before it, though that may be another by chance.</summary>
    private static bool IsEnding(string word, Predicate<string> isKnown) => word.Length <= 2 && !isKnown(word);

    /// <summary>No Tamil word is a consonant alone.</summary>
    private static bool IsLoneConsonant(string word) => word.Length == 2 && word[1] == Pulli;
}
