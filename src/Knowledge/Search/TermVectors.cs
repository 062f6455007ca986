using System.Numerics;

namespace MediAgents.Knowledge.Search;

/// <summary>
/// Words as directions: terms that occur in the same passages and topics point the same way, so that a question
/// finds a passage with which it shares the sense but no word. Reflective random indexing (Cohen, Schvaneveldt and
/// Widdows, 2010): every passage gets a fixed random direction, a term is the sum of its passages', a passage the sum of its terms'.
/// </summary>
internal sealed class TermVectors
{
    /// <summary>Length of a vector; a multiple of every hardware vector's.</summary>
    public const int Dimensions = 128;

    private const int NonZeros = 8;

    private readonly float[] terms;
    private readonly float[] topics;
    private readonly float[] passages;

    public TermVectors(CollectionIndex index)
    {
        var passageCount = index.FirstPassage[^1];
        terms = new float[index.Terms.Count * Dimensions];
        topics = new float[index.TopicCount * Dimensions];
        passages = new float[passageCount * Dimensions];

        for (var term = 0; term < index.Terms.Count; term++)
        {
            var vector = Slice(terms, term);
            foreach (var posting in index.PassageTexts.Of(term))
                AddDirection(vector, (ulong)posting.Place, posting.Weight);
            foreach (var posting in index.TopicTexts.Of(term))
                AddDirection(vector, (ulong)(passageCount + posting.Place), 2 * posting.Weight);
            foreach (var posting in index.TopicNames.Of(term))
                AddDirection(vector, (ulong)(passageCount + posting.Place), 3);
            Normalise(vector);
        }

        for (var term = 0; term < index.Terms.Count; term++)
        {
            var rarity = index.Terms.Rarity[term];
            foreach (var posting in index.PassageTexts.Of(term))
                Add(Slice(passages, posting.Place), Slice(terms, term), rarity * posting.Weight);
            foreach (var posting in index.TopicTexts.Of(term))
                Add(Slice(topics, posting.Place), Slice(terms, term), rarity * posting.Weight);
            foreach (var posting in index.TopicNames.Of(term))
                Add(Slice(topics, posting.Place), Slice(terms, term), rarity);
        }

        for (var topic = 0; topic < index.TopicCount; topic++)
            Normalise(Slice(topics, topic));
        for (var passage = 0; passage < passageCount; passage++)
            Normalise(Slice(passages, passage));
    }

    /// <summary>Adds a term's direction to a question's vector.</summary>
    public void AddTerm(Span<float> question, int term, float weight) => Add(question, Slice(terms, term), weight);

    /// <summary>Cosine of the question, normalised, with a topic.</summary>
    public float WithTopic(ReadOnlySpan<float> question, int topic) => Dot(question, Slice(topics, topic));

    /// <summary>Cosine of the question, normalised, with a passage.</summary>
    public float WithPassage(ReadOnlySpan<float> question, int passage) => Dot(question, Slice(passages, passage));

    public static void Normalise(Span<float> vector)
    {
        var square = Dot(vector, vector);
        if (square <= 0)
            return;
        var scale = 1 / MathF.Sqrt(square);
        foreach (ref var value in vector)
            value *= scale;
    }

    private static Span<float> Slice(float[] all, int number) => all.AsSpan(number * Dimensions, Dimensions);

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < Dimensions; i += Vector<float>.Count)
            sum += new Vector<float>(left[i..]) * new Vector<float>(right[i..]);
        return Vector.Sum(sum);
    }

    private static void Add(Span<float> to, ReadOnlySpan<float> from, float weight)
    {
        for (var i = 0; i < Dimensions; i += Vector<float>.Count)
            (new Vector<float>(to[i..]) + new Vector<float>(from[i..]) * weight).CopyTo(to[i..]);
    }

    // The direction of a place: a few entries +1 or -1, drawn by SplitMix64 (Steele, Lea and Flood, 2014) seeded with its number.
    private static void AddDirection(Span<float> vector, ulong place, float weight)
    {
        var state = place * 0x9E3779B97F4A7C15UL + 0x632BE59BD9B4E019UL;
        for (var i = 0; i < NonZeros; i++)
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            z ^= z >> 31;
            vector[(int)(z % Dimensions)] += (z >> 63) == 0 ? weight : -weight;
        }
    }
}
