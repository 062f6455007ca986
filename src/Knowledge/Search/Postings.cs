using System.Runtime.InteropServices;

namespace MediAgents.Knowledge.Search;

/// <summary>Where a term occurs, and with what weight in 0..1.</summary>
internal readonly record struct Posting(int Place, float Weight);

/// <summary>The occurrences of every term in one array, term after term.</summary>
internal sealed class Postings
{
    private readonly int[] starts;
    private readonly Posting[] postings;

    /// <param name="terms">The number of terms.</param>
    /// <param name="occurrences">Each pair of term and place once.</param>
    public Postings(int terms, List<(int Term, Posting Posting)> occurrences)
    {
        starts = new int[terms + 1];
        foreach (var (term, _) in CollectionsMarshal.AsSpan(occurrences))
            starts[term + 1]++;
        for (var term = 0; term < terms; term++)
            starts[term + 1] += starts[term];

        postings = new Posting[occurrences.Count];
        var next = starts.AsSpan(0, terms).ToArray();
        foreach (var (term, posting) in CollectionsMarshal.AsSpan(occurrences))
            postings[next[term]++] = posting;
    }

    public ReadOnlySpan<Posting> Of(int term) => postings.AsSpan(starts[term], starts[term + 1] - starts[term]);
}
