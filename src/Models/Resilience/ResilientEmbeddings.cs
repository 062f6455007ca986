using MediAgents.Models.Budgets;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>
/// Embeddings in batches, each tried again where that helps, under the endpoint's circuit and places. All or
/// none: a batch that fails fails the call.
/// </summary>
internal sealed class ResilientEmbeddings(
    IEmbeddingGenerator<string, Embedding<float>> inner,
    BatchLimits batches,
    RetryRules retries,
    EndpointBreaker breaker,
    CallPlaces places,
    TimeProvider time) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var all = new GeneratedEmbeddings<Embedding<float>> { Usage = new UsageDetails() };
        foreach (var batch in batches.Divide(values))
        {
            var made = await retries.RunAsync(
                token => breaker.RunAsync(inside => AskAsync(batch, options, inside), token), time, cancellationToken);
            all.AddRange(made);
            if (made.Usage is { } usage)
                all.Usage.Add(usage);
        }

        return all;
    }

    private async ValueTask<GeneratedEmbeddings<Embedding<float>>> AskAsync(
        IReadOnlyList<string> batch, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        using var place = await places.EnterAsync(cancellationToken);
        return await InnerGenerator.GenerateAsync(batch, options, cancellationToken);
    }
}

/// <summary>How much goes into one request for embeddings.</summary>
public sealed record BatchLimits
{
    /// <summary>Texts, at most; servers take 32 (small ones) to 2,048 (OpenAI).</summary>
    public int Texts { get; init; } = 64;

    /// <summary>Estimated tokens, at most; a single text that is longer goes alone.</summary>
    public int Tokens { get; init; } = 50_000;

    internal IEnumerable<IReadOnlyList<string>> Divide(IEnumerable<string> values)
    {
        var batch = new List<string>();
        var tokens = 0;
        foreach (var value in values)
        {
            var more = TokenEstimate.Of(value);
            if (batch.Count > 0 && (batch.Count == Texts || tokens + more > Tokens))
            {
                yield return batch;
                batch = [];
                tokens = 0;
            }

            batch.Add(value);
            tokens += more;
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
