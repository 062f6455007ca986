using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>Ends a request for embeddings that takes too long.</summary>
internal sealed class TimedEmbeddings(IEmbeddingGenerator<string, Embedding<float>> inner, TimeSpan limit, TimeProvider time)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using var whole = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, whole.Token);
        try
        {
            return await base.GenerateAsync(values, options, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw PhaseFailure.Of(ModelPhase.Whole, limit);
        }
    }
}
