namespace MediAgents.Knowledge.Search;

/// <summary>
/// Finds the term a misspelt word most likely stands for: candidates share character trigrams with it,
/// and the nearest within one or two edits (insert, delete, replace, swap neighbours) wins.
/// </summary>
internal sealed class TypoCorrector
{
    private const int Buckets = 4096;
    private const int MinLength = 5;

    private readonly TermTable terms;
    private readonly Postings trigrams;

    public TypoCorrector(TermTable terms)
    {
        this.terms = terms;
        var occurrences = new List<(int, Posting)>(terms.Count * 8);
        for (var term = 0; term < terms.Count; term++)
        {
            var stem = terms[term].AsSpan();
            if (stem.Length >= MinLength)
                for (var i = -1; i < stem.Length - 1; i++)
                    occurrences.Add((BucketOf(stem, i), new Posting(term, 1)));
        }

        trigrams = new Postings(Buckets, occurrences);
    }

    /// <summary>The most likely term, or -1 when no term is near.</summary>
    /// <param name="stem">The stem of a word that is no term of the collection.</param>
    /// <param name="shared">One counter for each term, all 0; left so.</param>
    public int Correct(ReadOnlySpan<char> stem, int[] shared)
    {
        if (stem.Length < MinLength || stem.ContainsAnyExceptInRange('a', 'z'))
            return -1;
        for (var i = -1; i < stem.Length - 1; i++)
            foreach (var posting in trigrams.Of(BucketOf(stem, i)))
                shared[posting.Place]++;

        var (best, bestDistance) = (-1, stem.Length >= 9 ? 3 : 2);
        for (var i = -1; i < stem.Length - 1; i++)
        {
            foreach (var posting in trigrams.Of(BucketOf(stem, i)))
            {
                var term = posting.Place;
                var count = shared[term];
                shared[term] = 0;
                var candidate = terms[term].AsSpan();
                if (2 * count < stem.Length - 3 || candidate[0] != stem[0] || Math.Abs(candidate.Length - stem.Length) > 2)
                    continue;
                var distance = EditDistance.Between(stem, candidate);
                if (distance < bestDistance)
                    (best, bestDistance) = (term, distance);
            }
        }

        return best;
    }

    // Trigrams overlap the word's ends by one place, so that first and last letters weigh.
    private static int BucketOf(ReadOnlySpan<char> stem, int at)
    {
        int a = at < 0 ? '^' : stem[at], b = stem[at + 1], c = at + 2 < stem.Length ? stem[at + 2] : '$';
        return ((a * 31 + b) * 31 + c) % Buckets;
    }
}
