using System.Buffers;

namespace MediAgents.Knowledge.Text;

/// <summary>
/// Brings a word to the form under which it is compared: lower case, no accents, British and American spelling alike,
/// common English endings removed. Light on purpose: a wrong conflation costs more than a missed one.
/// </summary>
internal static class Stemmer
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
    private const string Plain = "aaaaaaceeeeiiiinoooooouuuuyy";

    /// <summary>Writes the stem of <paramref name="word"/> and returns its length, at most the word's.</summary>
    /// <param name="word">One word, at most <see cref="WordReader.MaxWordLength"/> characters.</param>
    /// <param name="stem">At least as long as the word.</param>
    public static int Stem(ReadOnlySpan<char> word, Span<char> stem)
    {
        var length = Fold(word, stem);
        if (length < 4 || ContainsDigit(stem[..length]))
            return length;

        length = DropPlural(stem, length);
        length = FoldSpelling(stem, length);
        length = DropEnding(stem, length);
        return Tidy(stem, length);
    }

    public static string Stem(ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[word.Length];
        return buffer[..Stem(word, buffer)].ToString();
    }

    private static int Fold(ReadOnlySpan<char> word, Span<char> folded)
    {
        var length = 0;
        foreach (var letter in word)
        {
            if (letter is '\'' or '’')
                break;
            var lower = char.ToLowerInvariant(letter);
            var accent = lower < 'à' ? -1 : Accented.IndexOf(lower);
            folded[length++] = accent < 0 ? lower : Plain[accent];
        }

        return length;
    }

    private static int DropPlural(Span<char> s, int n)
    {
        var word = s[..n];
        if (!word.EndsWith("s") || word.EndsWith("ss") || word.EndsWith("us"))
            return n;
        if (word.EndsWith("is"))
            return n >= 7 ? n - 2 : n;
        if (n > 4 && word.EndsWith("ies"))
        {
            s[n - 3] = 'y';
            return n - 2;
        }

        return word.EndsWith("sses") || word.EndsWith("ches") || word.EndsWith("shes") || word.EndsWith("xes") ? n - 2 : n - 1;
    }

    // haemorrhage / hemorrhage, tumour / tumor, fibre / fiber, sulphate / sulfate
    private static int FoldSpelling(Span<char> s, int n)
    {
        if (n < 5)
            return n;
        if (s[..n].EndsWith("our"))
            s[n-- - 2] = 'r';
        if (s[..n].EndsWith("tre") || s[..n].EndsWith("bre"))
            (s[n - 2], s[n - 1]) = ('e', 'r');

        var to = 0;
        for (var from = 0; from < n; from++)
        {
            var pair = from + 1 < n ? (s[from], s[from + 1]) : default;
            if (pair is ('a', 'e') or ('o', 'e') && from + 2 < n)
                from++;
            if (pair is ('p', 'h'))
            {
                s[to++] = 'f';
                from++;
            }
            else
            {
                s[to++] = s[from];
            }
        }

        return to;
    }

    private static int DropEnding(Span<char> s, int n)
    {
        n = Drop(s, n, "ness", 3);
        n = Drop(s, n, "ment", 4);
        n = Drop(s, n, "ful", 4);
        n = Drop(s, n, "ly", 4);
        var whole = n;
        if ((n = Drop(s, n, "ation", 4)) != whole || (n = Drop(s, n, "ing", 3)) != whole)
            return n;
        if (s[..n].EndsWith("sion") || s[..n].EndsWith("tion"))
            return n - 3;
        if (!s[..n].EndsWith("eed") && (n = Drop(s, n, "ed", 3)) != whole)
            return n;
        if ((n = Drop(s, n, "ia", 4)) != whole || (n = Drop(s, n, "ical", 4)) != whole)
            return n;
        return Drop(s, n, "ic", 4);
    }

    private static int Drop(ReadOnlySpan<char> s, int n, ReadOnlySpan<char> ending, int leaveAtLeast)
    {
        if (n - ending.Length < leaveAtLeast || !s[..n].EndsWith(ending))
            return n;
        var rest = s[..(n - ending.Length)];
        return !rest.ContainsAny(Vowels) ? n : rest.Length;
    }

    private static int Tidy(Span<char> s, int n)
    {
        // Not "hives", which is no "HIV".
        if (n > 3 && s[n - 1] is 'e' or 'y' && !(n == 4 && s[2] == 'v') || n > 4 && s[n - 1] == 'i')
            n--;
        // Not "pill", which is no "pile".
        if ((n > 4 || n == 4 && s[3] != 'l') && s[n - 1] == s[n - 2] && s[n - 1] is not ('a' or 'e' or 'i' or 'o' or 'u'))
            n--;
        if (n > 4 && s[n - 2] == 'i' && s[n - 1] == 's')
            s[n - 1] = 'z';
        return n;
    }

    private static bool ContainsDigit(ReadOnlySpan<char> s) => s.ContainsAnyInRange('0', '9');
}
