using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Search;

/// <summary>Counts the terms of one text after another; grammar words are left out.</summary>
internal sealed class TermCounter(TermTable terms, Lexicon lexicon)
{
    private readonly List<int> seen = [];
    private int[] counts = new int[4096];

    /// <summary>The distinct terms counted since the last <see cref="Clear"/>.</summary>
    public IReadOnlyList<int> Terms => seen;

    /// <summary>How many words have been counted, repetitions included.</summary>
    public int Length { get; private set; }

    public int CountOf(int term) => counts[term];

    public void Add(ReadOnlySpan<char> text)
    {
        Span<char> stem = stackalloc char[WordReader.MaxWordLength];
        var words = new WordReader(text);
        while (words.TryRead(out var word))
        {
            var length = Stemmer.Stem(word, stem);
            if (length > 0 && lexicon.RoleOf(word, stem[..length]) != WordRole.Stop)
                Add(terms.Add(word, stem[..length]));
        }
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(TermCounter other)
    {
        foreach (var term in other.seen)
            Add(term, other.counts[term]);
    }

    /// <summary>Whether the term was counted and has not been taken since.</summary>
    public bool TryTake(int term)
    {
        if (counts[term] == 0)
            return false;
        counts[term] = 0;
        return true;
    }

    public void Clear()
    {
        foreach (var term in seen)
            counts[term] = 0;
        seen.Clear();
        Length = 0;
    }

    private void Add(int term, int times = 1)
    {
        if (term >= counts.Length)
            Array.Resize(ref counts, Math.Max(term + 1, 2 * counts.Length));
        if (counts[term] == 0)
            seen.Add(term);
        counts[term] += times;
        Length += times;
    }
}
