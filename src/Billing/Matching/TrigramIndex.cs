namespace MediAgents.Billing.Matching;

/// <summary>Cosine likeness over TF-IDF weighted character trigrams of all names at once, through an inverted index.</summary>
internal sealed class TrigramIndex
{
    private const int Letters = 38;
    private const int Size = Letters * Letters * Letters;

    private readonly int[] _starts = new int[Size + 1];
    private readonly int[] _documents;
    private readonly float[] _weights;
    private readonly float[] _idf = new float[Size];

    public TrigramIndex(IReadOnlyList<string> texts)
    {
        var all = new List<(int Gram, int Count)>[texts.Count];
        var frequency = new int[Size];
        for (var i = 0; i < texts.Count; i++)
        {
            all[i] = Count(texts[i]);
            foreach (var (gram, _) in all[i])
                frequency[gram]++;
        }

        for (var gram = 0; gram < Size; gram++)
        {
            _idf[gram] = MathF.Log((texts.Count + 1f) / (frequency[gram] + 0.5f));
            _starts[gram + 1] = _starts[gram] + frequency[gram];
        }

        _documents = new int[_starts[Size]];
        _weights = new float[_starts[Size]];
        var next = (int[])_starts.Clone();
        for (var i = 0; i < texts.Count; i++)
        {
            var norm = MathF.Sqrt(all[i].Sum(pair => pair.Count * _idf[pair.Gram] * pair.Count * _idf[pair.Gram]));
            foreach (var (gram, count) in all[i])
            {
                var at = next[gram]++;
                _documents[at] = i;
                _weights[at] = norm == 0 ? 0 : count * _idf[gram] / norm;
            }
        }
    }

    /// <summary>Adds the cosine of <paramref name="text"/> with each name to <paramref name="scores"/>.</summary>
    public void Score(string text, float[] scores)
    {
        var grams = Count(text);
        var square = 0f;
        foreach (var (gram, count) in grams)
            square += count * _idf[gram] * count * _idf[gram];
        if (square == 0)
            return;
        var norm = MathF.Sqrt(square);
        foreach (var (gram, count) in grams)
        {
            var weight = count * _idf[gram] / norm;
            for (var at = _starts[gram]; at < _starts[gram + 1]; at++)
                scores[_documents[at]] += weight * _weights[at];
        }
    }

    private static List<(int Gram, int Count)> Count(string text)
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
