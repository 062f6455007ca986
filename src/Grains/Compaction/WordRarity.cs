namespace MediAgents.Grains.Compaction;

/// <summary>How seldom a sentence's words are among all sentences of a text.</summary>
internal sealed class WordRarity
{
    private readonly Dictionary<ulong, int> counts = [];
    private readonly double most;

    /// <param name="sentences">The distinct words of each.</param>
    public WordRarity(IEnumerable<ulong[]> sentences)
    {
        var all = 0;
        foreach (var sentence in sentences)
        {
            all++;
            foreach (var key in sentence)
                counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        most = Math.Log(1 + all);
    }

    /// <summary>The mean over its words, from 0 (every sentence has them) to 1 (no other has); inverse document frequency, scaled.</summary>
    public double Of(ulong[] sentence) =>
        sentence.Length == 0 || most == 0 ? 0 : sentence.Average(key => (most - Math.Log(counts[key])) / most);
}
