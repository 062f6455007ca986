using System.Globalization;
using System.Runtime.InteropServices;

namespace MediAgents.Evaluation.Matching;

/// <summary>
/// What matching has to beat: the textbook character-trigram TF-IDF index. Lower-cased names padded with a blank at both ends, counts
/// times ln(N / documents with the trigram) + 1, cosine, through an inverted index. Fixed: changing it changes what every reported
/// figure is relative to. Not safe for concurrent callers.
/// </summary>
public sealed class TrigramBaseline
{
    private readonly Dictionary<ulong, int> numbers = [];
    private readonly float[] idf;
    private readonly int[][] documents;
    private readonly float[][] weights;
    private readonly float[] scores;
    private readonly Dictionary<int, int> counted = [];

    public TrigramBaseline(IReadOnlyList<string> names)
    {
        scores = new float[names.Count];
        var counts = names.Select(name =>
        {
            Count(name, learn: true);
            return counted.ToArray();
        }).ToArray();
        var frequency = new int[numbers.Count];
        foreach (var (gram, _) in counts.SelectMany(grams => grams))
            frequency[gram]++;
        idf = Array.ConvertAll(frequency, documents => MathF.Log((float)names.Count / documents) + 1);
        var postings = new List<(int Document, float Weight)>[numbers.Count];
        for (var i = 0; i < names.Count; i++)
        {
            var length = MathF.Sqrt(counts[i].Sum(gram => gram.Value * idf[gram.Key] * gram.Value * idf[gram.Key]));
            foreach (var (gram, count) in counts[i])
                (postings[gram] ??= []).Add((i, count * idf[gram] / length));
        }

        documents = Array.ConvertAll(postings, list => list.ConvertAll(entry => entry.Document).ToArray());
        weights = Array.ConvertAll(postings, list => list.ConvertAll(entry => entry.Weight).ToArray());
    }

    /// <summary>The row with the highest cosine, the first of equals; -1 if no trigram is shared.</summary>
    public int Best(string wording)
    {
        Count(wording, learn: false);
        Array.Clear(scores);
        foreach (var (gram, count) in counted)
        {
            var weight = count * idf[gram];
            var (rows, likeness) = (documents[gram], weights[gram]);
            for (var i = 0; i < rows.Length; i++)
                scores[rows[i]] += weight * likeness[i];
        }

        var best = -1;
        var most = 0f;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > most)
                (best, most) = (i, scores[i]);
        }

        return best;
    }

    private void Count(string text, bool learn)
    {
        counted.Clear();
        var padded = $" {text.ToLower(CultureInfo.InvariantCulture)} ";
        for (var i = 0; i + 3 <= padded.Length; i++)
        {
            var gram = ((ulong)padded[i] << 32) | ((ulong)padded[i + 1] << 16) | padded[i + 2];
            if (!numbers.TryGetValue(gram, out var number))
            {
                if (!learn)
                    continue;
                numbers[gram] = number = numbers.Count;
            }

            CollectionsMarshal.GetValueRefOrAddDefault(counted, number, out _)++;
        }
    }
}
