using System.Numerics;

namespace MediAgents.Knowledge.Vectors;

/// <summary>The passages of a collection as a model of embeddings places them. Immutable.</summary>
public sealed class PassageVectors
{
    private readonly float[][] vectors;

    /// <param name="collection">The collection.</param>
    /// <param name="vectors">One for each passage, in their order, all of one length.</param>
    /// <exception cref="ArgumentException">They are not as many as the passages, or not of one length.</exception>
    public PassageVectors(KnowledgeCollection collection, IEnumerable<ReadOnlyMemory<float>> vectors)
    {
        Collection = collection;
        this.vectors = [.. vectors.Select(vector => Normalised(vector.Span))];
        if (this.vectors.Length != collection.Passages.Count)
            throw new ArgumentException("There is not one vector for each passage.", nameof(vectors));
        Dimensions = this.vectors.Length > 0 ? this.vectors[0].Length : 0;
        if (Array.Exists(this.vectors, vector => vector.Length != Dimensions))
            throw new ArgumentException("The vectors are not of one length.", nameof(vectors));
    }

    public KnowledgeCollection Collection { get; }

    public int Dimensions { get; }

    /// <summary>What is embedded of a passage: without its heading, "Symptoms" of two diseases lie together.</summary>
    public static string TextOf(Passage passage) => $"{passage.Title}: {passage.Section}\n{passage.Text}";

    /// <summary>The passages nearest to a question by cosine, nearest first.</summary>
    /// <param name="question">The question's vector, of the same model.</param>
    /// <param name="specialties">Only passages of these; null or empty for all.</param>
    /// <param name="most">At most so many.</param>
    /// <exception cref="ArgumentException">The question's vector has another length.</exception>
    public IReadOnlyList<Passage> Nearest(ReadOnlySpan<float> question, IReadOnlyCollection<string>? specialties, int most)
    {
        if (question.Length != Dimensions)
            throw new ArgumentException("The question's vector is of another length than the passages'.", nameof(question));
        var near = new List<(float Cosine, Passage Passage)>(vectors.Length);
        for (var i = 0; i < vectors.Length; i++)
        {
            var passage = Collection.Passages[i];
            if (specialties is not { Count: > 0 } || passage.Specialties.Any(specialties.Contains))
                near.Add((Dot(question, vectors[i]), passage));
        }

        return [.. near.OrderByDescending(one => one.Cosine).Take(most).Select(one => one.Passage)];
    }

    private static float[] Normalised(ReadOnlySpan<float> vector)
    {
        var copy = vector.ToArray();
        var length = MathF.Sqrt(Dot(vector, vector));
        for (var i = 0; length > 0 && i < copy.Length; i++)
            copy[i] /= length;
        return copy;
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var lanes = Vector<float>.Zero;
        var at = 0;
        for (; at <= left.Length - Vector<float>.Count; at += Vector<float>.Count)
            lanes += new Vector<float>(left[at..]) * new Vector<float>(right[at..]);
        var sum = Vector.Sum(lanes);
        for (; at < left.Length; at++)
            sum += left[at] * right[at];
        return sum;
    }
}
