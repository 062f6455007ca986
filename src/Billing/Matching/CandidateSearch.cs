namespace MediAgents.Billing.Matching;

/// <summary>A row that may be meant and the likeness of its spelling to the description, 0 to 1.</summary>
internal readonly record struct Candidate(int Row, float Cosine);

/// <summary>Picks from all rows the few worth scoring, by words they share with the description and by character trigrams.</summary>
/// <param name="rows">The tariff's own names, then the others.</param>
/// <param name="lexicon">Their words.</param>
/// <param name="trigrams">Those of the tariff's own names; other names are found by their words.</param>
internal sealed class CandidateSearch(TariffRow[] rows, Lexicon lexicon, TrigramIndex trigrams)
{
    private const int Kept = 32;

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
        var scratch = perThread is { } kept && kept.Matched.Length >= rows.Length && kept.Cosine.Length >= trigrams.Count ? kept : perThread = new(rows.Length, trigrams.Count);
        Array.Clear(scratch.Cosine);
        foreach (var word in words)
            Spread(word, scratch);
        trigrams.Score(plain, scratch.Cosine);
        return Best(scratch, total);
    }

    private void Spread(QueryWord word, Scratch scratch)
    {
        foreach (var (id, weight) in word.Meanings)
        {
            var value = weight * Math.Min(lexicon.Idf(id), word.Idf);
            foreach (var row in lexicon.RowsOf(id))
            {
                ref var matched = ref scratch.Matched[row];
                if (matched == 0 && row >= trigrams.Count)
                    scratch.Others.Add(row);
                matched += value;
            }
        }
    }

    /// <summary>All of the tariff's own names may be near by their spelling; of the others those that share words.</summary>
    private List<Candidate> Best(Scratch scratch, float total)
    {
        Span<(Candidate Candidate, float Quick)> best = stackalloc (Candidate, float)[Kept];
        var nearest = new Nearest(best);
        var share = 1 / total;
        for (var row = 0; row < trigrams.Count; row++)
        {
            var matched = scratch.Matched[row];
            scratch.Matched[row] = 0;
            var cosine = scratch.Cosine[row];
            // What a row can reach at most decides whether it is worth a look.
            if ((matched > 0 || cosine >= SpelledAlike) && Math.Min(1f, matched * share) + RowShare + (CosineShare * cosine) > nearest.Floor)
                nearest.Add(new(row, cosine), Quick(matched, row, share) + (CosineShare * cosine));
        }

        foreach (var row in scratch.Others)
        {
            var matched = scratch.Matched[row];
            scratch.Matched[row] = 0;
            if (matched >= rows[row].Least && Math.Min(1f, matched * share) + RowShare > nearest.Floor)
                nearest.Add(new(row, 0), Quick(matched, row, share));
        }

        scratch.Others.Clear();
        return nearest.ToList();
    }

    private float Quick(float matched, int row, float share) => Math.Min(1f, matched * share) + (RowShare * Math.Min(1f, matched / rows[row].Total));

    /// <summary>The best so far, in order.</summary>
    private ref struct Nearest(Span<(Candidate Candidate, float Quick)> best)
    {
        private readonly Span<(Candidate Candidate, float Quick)> best = best;
        private int count;

        /// <summary>What another must exceed.</summary>
        public float Floor { get; private set; }

        public void Add(Candidate candidate, float quick)
        {
            if (count == Kept && quick <= Floor)
                return;
            var at = count < Kept ? count++ : Kept - 1;
            for (; at > 0 && best[at - 1].Quick < quick; at--)
                best[at] = best[at - 1];
            best[at] = (candidate, quick);
            Floor = count == Kept ? best[^1].Quick : 0;
        }

        public readonly List<Candidate> ToList()
        {
            var found = new List<Candidate>(count);
            foreach (var (candidate, _) in best[..count])
                found.Add(candidate);
            return found;
        }
    }

    private sealed class Scratch(int rows, int spelled)
    {
        /// <summary>All zero between two searches.</summary>
        public float[] Matched { get; } = new float[rows];

        public float[] Cosine { get; } = new float[spelled];

        /// <summary>The names beyond the tariff's own that share a word.</summary>
        public List<int> Others { get; } = [];
    }
}
