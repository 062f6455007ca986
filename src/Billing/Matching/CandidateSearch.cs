namespace MediAgents.Billing.Matching;

/// <summary>A row that may be meant and the likeness of its spelling to the description, 0 to 1.</summary>
internal readonly record struct Candidate(int Row, float Cosine);

/// <summary>Picks from all rows the few worth scoring, by words they share with the description and by character trigrams.</summary>
internal sealed class CandidateSearch(TariffRow[] rows, Lexicon lexicon, TrigramIndex trigrams)
{
    private const int Kept = 24;

    /// <summary>Likeness of spelling at which a row without a common word is still looked at.</summary>
    private const float SpelledAlike = 0.3f;

    /// <summary>What the share of the row that is said, and its spelling, count beside the share of the description that it explains.</summary>
    private const float RowShare = 0.3f;
    private const float CosineShare = 0.9f;

    [ThreadStatic]
    private static Scratch? perThread;

    /// <summary>The nearest rows by a quick measure, best first.</summary>
    /// <param name="words">The words of the description.</param>
    /// <param name="total">Their weight.</param>
    /// <param name="plain">The description in words as written.</param>
    public List<Candidate> Find(QueryWord[] words, float total, string plain)
    {
        var scratch = perThread is { } kept && kept.Matched.Length >= rows.Length ? kept : perThread = new(rows.Length);
        Array.Clear(scratch.Matched);
        Array.Clear(scratch.Cosine);
        foreach (var word in words)
            Spread(word, scratch.Matched);
        trigrams.Score(plain, scratch.Cosine);
        return Best(scratch, total);
    }

    private void Spread(QueryWord word, float[] matched)
    {
        foreach (var (id, weight) in word.Meanings)
        {
            var value = weight * Math.Min(lexicon.Idf(id), word.Idf);
            foreach (var row in lexicon.RowsOf(id))
                matched[row] += value;
        }
    }

    private List<Candidate> Best(Scratch scratch, float total)
    {
        Span<(Candidate Candidate, float Quick)> best = stackalloc (Candidate, float)[Kept];
        var count = 0;
        var floor = 0f;
        var share = 1 / total;
        for (var i = 0; i < rows.Length; i++)
        {
            var matched = scratch.Matched[i];
            var cosine = scratch.Cosine[i];
            // What a row can reach at most decides whether it is worth a look.
            if (matched <= 0 && cosine < SpelledAlike || Math.Min(1f, matched * share) + RowShare + (CosineShare * cosine) <= floor)
                continue;
            var quick = Math.Min(1f, matched * share) + (RowShare * Math.Min(1f, matched / rows[i].Total)) + (CosineShare * cosine);
            if (count == Kept && quick <= floor)
                continue;
            var at = count < Kept ? count++ : Kept - 1;
            for (; at > 0 && best[at - 1].Quick < quick; at--)
                best[at] = best[at - 1];
            best[at] = (new(i, cosine), quick);
            floor = count == Kept ? best[^1].Quick : 0;
        }

        var found = new List<Candidate>(count);
        foreach (var (candidate, _) in best[..count])
            found.Add(candidate);
        return found;
    }

    private sealed class Scratch(int rows)
    {
        public float[] Matched { get; } = new float[rows];

        public float[] Cosine { get; } = new float[rows];
    }
}
