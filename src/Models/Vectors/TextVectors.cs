using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Vectors;

/// <summary>
/// Vectors of texts that hold nobody's data, made once by each model and kept in a file, by the hash of the text: what was made
/// before a failure or a stop is not asked for again, and of a changed collection only what is new. For texts of patients it is
/// not: they are not sealed.
/// </summary>
/// <param name="directory">Where files are kept; null keeps nothing.</param>
public sealed class TextVectors(string? directory)
{
    private const int TextsBetweenSaves = 256;

    /// <summary>The vectors of texts, in their order.</summary>
    /// <exception cref="Failures.ModelException">The model failed; what it had made is kept.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> OfAsync(
        IEmbeddingGenerator<string, Embedding<float>> model, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var hashes = texts.Select(HashOf).ToList();
        var file = FileOf(model);
        var known = file is null ? [] : VectorFile.Read(file);
        var missing = Enumerable.Range(0, texts.Count).Where(at => !known.ContainsKey(hashes[at])).DistinctBy(at => hashes[at]).ToList();
        foreach (var chunk in missing.Chunk(TextsBetweenSaves))
        {
            var made = await model.GenerateAsync(chunk.Select(at => texts[at]), options: null, cancellationToken);
            foreach (var (at, vector) in chunk.Zip(made))
                known[hashes[at]] = vector.Vector;
            if (file is not null && IsOfOneModel(known))
                VectorFile.Write(file, known);
        }

        if (IsOfOneModel(known))
            return [.. hashes.Select(hash => known[hash])];
        // What was kept is of another model of that name.
        var all = await model.GenerateAsync(texts, options: null, cancellationToken);
        if (file is not null)
            VectorFile.Write(file, hashes.Zip(all).DistinctBy(one => one.First).ToDictionary(one => one.First, one => one.Second.Vector, StringComparer.Ordinal));
        return [.. all.Select(vector => vector.Vector)];
    }

    private static bool IsOfOneModel(Dictionary<string, ReadOnlyMemory<float>> vectors) =>
        vectors.Values.Select(vector => vector.Length).Distinct().Count() <= 1;

    private string? FileOf(IEmbeddingGenerator<string, Embedding<float>> model)
    {
        var about = model.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        return directory is null ? null : Path.Combine(directory, $"{HashOf($"{about?.ProviderUri}\n{about?.DefaultModelId}")[..16]}.vectors");
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
