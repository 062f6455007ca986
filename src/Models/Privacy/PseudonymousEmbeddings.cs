using Microsoft.Extensions.AI;

namespace MediAgents.Models.Privacy;

/// <summary>Embeds texts without what identifies somebody.</summary>
internal sealed class PseudonymousEmbeddings(IEmbeddingGenerator<string, Embedding<float>> inner, Pseudonyms pseudonyms)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default) =>
        base.GenerateAsync([.. values.Select(pseudonyms.Replace)], options, cancellationToken);
}
