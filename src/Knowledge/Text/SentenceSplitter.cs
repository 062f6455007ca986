namespace MediAgents.Knowledge.Text;

/// <summary>Splits prose into sentences without losing or changing a character other than the space between them.</summary>
public static class SentenceSplitter
{
    // After these a full stop does not end a sentence, whatever follows.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "e.g", "i.e", "dr", "mr", "mrs", "ms", "prof", "st", "vs", "cf", "approx", "ca", "viz", "dept", "inj", "tab", "cap", "rs",
    };

    // These are abbreviations before a number only: "No. 3", but "The answer is no."
    private static readonly HashSet<string> BeforeNumber = new(StringComparer.OrdinalIgnoreCase)
    {
        "no", "nos", "fig", "p", "pp", "sec", "vol",
    };

    // After these a capital letter shows that a new sentence begins, a number does not.
    private static readonly HashSet<string> BeforeCapital = new(StringComparer.OrdinalIgnoreCase)
    {
        "etc", "al", "a.m", "p.m", "b.d", "t.d.s", "o.d", "p.r.n", "hr", "min",
    };

    public static IReadOnlyList<string> Split(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('.' or '!' or '?'))
                continue;
            var end = i + 1;
            while (end < text.Length && text[end] is '.' or '!' or '?' or ')' or ']' or '"' or '”' or '’')
                end++;
            if (end < text.Length && !(char.IsWhiteSpace(text[end]) && EndsHere(text, start, i, end)))
                continue;
            Add(text.AsSpan(start, end - start), sentences);
            start = end;
            i = end - 1;
        }

        Add(text.AsSpan(start), sentences);
        return sentences;
    }

    private static bool EndsHere(string text, int start, int stop, int end)
    {
        var next = end;
        while (next < text.Length && (char.IsWhiteSpace(text[next]) || text[next] is '(' or '[' or '"' or '“' or '‘'))
            next++;
        if (next == text.Length)
            return true;
        if (char.IsLower(text[next]))
            return false;
        if (text[stop] != '.')
            return true;

        var from = stop;
        while (from > start && !char.IsWhiteSpace(text[from - 1]) && text[from - 1] is not ('(' or '[' or '“' or '"'))
            from--;
        var word = text[from..stop];
        if (Abbreviations.Contains(word) || IsInitial(text, start, from, word))
            return false;
        return BeforeNumber.Contains(word) ? !char.IsDigit(text[next])
            : !BeforeCapital.Contains(word) || char.IsUpper(text[next]);
    }

    // The A of "Dr. A. Kumar", not the D of "vitamin D."
    private static bool IsInitial(string text, int start, int from, string word) =>
        word.Length == 1 && char.IsUpper(word[0]) && (from == start || text.AsSpan(start, from - start).TrimEnd() is [.., '.']);

    private static void Add(ReadOnlySpan<char> sentence, List<string> sentences)
    {
        var trimmed = sentence.Trim();
        if (!trimmed.IsEmpty)
            sentences.Add(trimmed.ToString());
    }
}
