namespace MediAgents.Billing.Matching;

/// <summary>A row that may be meant and the likeness of its spelling to the description, 0 to 1.</summary>
internal readonly record struct Candidate(int Row, float Cosine);

/// <summary>Picks from all rows the few worth scoring, by words they share with the description and by character trigrams.</summary>
internal sealed class CandidateSearch(TariffRow[] rows, Lexicon lexicon, TrigramIndex trigrams)
{
    private const int Kept = 24;

    /// <summary>Likeness of spelling at which a row without a common word is still looked at.</summary>
    private const float SpelledAlike = 0.3f;

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
        var best = new List<(Candidate Candidate, float Quick)>(Kept + 1);
        var floor = 0f;
        for (var i = 0; i < rows.Length; i++)
        {
            var matched = scratch.Matched[i];
            var cosine = scratch.Cosine[i];
            if (matched <= 0 && cosine < SpelledAlike)
                continue;
            var precision = Math.Min(1f, matched / total);
            var quick = precision + (0.3f * Math.Min(1f, matched / rows[i].Total)) + (0.9f * cosine);
            if (best.Count == Kept && quick <= floor)
                continue;
            var at = best.Count;
            while (at > 0 && best[at - 1].Quick < quick)
                at--;
            best.Insert(at, (new(i, cosine), quick));
            if (best.Count > Kept)
                best.RemoveAt(Kept);
            floor = best[^1].Quick;
        }

        return best.ConvertAll(entry => entry.Candidate);
    }

    private sealed class Scratch(int rows)
    {
        public float[] Matched { get; } = new float[rows];

        public float[] Cosine { get; } = new float[rows];
    }
}
