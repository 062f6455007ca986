namespace MediAgents.Billing.Matching;

/// <summary>Cosine likeness over TF-IDF weighted character trigrams of all names at once, through an inverted index.</summary>
internal sealed class TrigramIndex
{
    private const int Letters = 38;
    private const int Size = Letters * Letters * Letters;

    private readonly int[] starts = new int[Size + 1];
    private readonly int[] documents;
    private readonly float[] weights;
    private readonly float[] idf = new float[Size];

    public TrigramIndex(IReadOnlyList<string> texts)
    {
        Count = texts.Count;
        var all = new List<(int Gram, int Count)>[texts.Count];
        var frequency = new int[Size];
        for (var i = 0; i < texts.Count; i++)
        {
            all[i] = Grams(texts[i]);
            foreach (var (gram, _) in all[i])
                frequency[gram]++;
        }

        for (var gram = 0; gram < Size; gram++)
        {
            idf[gram] = MathF.Log((texts.Count + 1f) / (frequency[gram] + 0.5f));
            starts[gram + 1] = starts[gram] + frequency[gram];
        }

        documents = new int[starts[Size]];
        weights = new float[starts[Size]];
        var next = (int[])starts.Clone();
        for (var i = 0; i < texts.Count; i++)
        {
            var norm = MathF.Sqrt(all[i].Sum(pair => pair.Count * idf[pair.Gram] * pair.Count * idf[pair.Gram]));
            foreach (var (gram, count) in all[i])
            {
                var at = next[gram]++;
                documents[at] = i;
                weights[at] = norm == 0 ? 0 : count * idf[gram] / norm;
            }
        }
    }

    /// <summary>How many texts it holds.</summary>
    public int Count { get; }

    /// <summary>Adds the cosine of <paramref name="text"/> with each name to <paramref name="scores"/>.</summary>
    public void Score(string text, float[] scores)
    {
        var grams = Grams(text);
        var square = 0f;
        foreach (var (gram, count) in grams)
            square += count * idf[gram] * count * idf[gram];
        if (square == 0)
            return;
        var norm = MathF.Sqrt(square);
        foreach (var (gram, count) in grams)
        {
            var weight = count * idf[gram] / norm;
            for (var at = starts[gram]; at < starts[gram + 1]; at++)
                scores[documents[at]] += weight * weights[at];
        }
    }

    private static List<(int Gram, int Count)> Grams(string text)
    {
        var grams = new List<int>(text.Length + 2);
        int a = 0, b = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? Letter(text[i]) : 0;
            if (b != 0 || c != 0)
                grams.Add((((a * Letters) + b) * Letters) + c);
            (a, b) = (b, c);
        }

        grams.Sort();
        var counted = new List<(int, int)>(grams.Count);
        for (var i = 0; i < grams.Count;)
        {
            var end = i + 1;
            while (end < grams.Count && grams[end] == grams[i])
                end++;
            counted.Add((grams[i], end - i));
            i = end;
        }

        return counted;
    }

    private static int Letter(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a' + 1,
        >= '0' and <= '9' => c - '0' + 27,
        ' ' => 0,
        _ => 37,
    };
}
