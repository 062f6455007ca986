using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;
using OpenAI.Embeddings;

namespace MediAgents.Models.OpenAi;

/// <summary>
/// One model of embeddings, one request a call: <see cref="Resilience.ResilientEmbeddings"/> divides. The order is that of the
/// inputs, whatever the reply's. Failures are <see cref="ModelException"/>.
/// </summary>
internal sealed class OpenAiEmbeddingGenerator(ModelAddress address, string model, ModelTransport transport, TimeProvider time)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingClient client = OpenAiClients.Embeddings(address, model, transport);
    private readonly EmbeddingGeneratorMetadata metadata = new("openai", address.BaseUrl, model);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var inputs = values.ToList();
        if (inputs.Count == 0)
            return [];
        try
        {
            var reply = await client.GenerateEmbeddingsAsync(inputs, new() { Dimensions = options?.Dimensions }, cancellationToken);
            return InOrder(reply.Value, inputs.Count);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception failure) when (FailureReader.Knows(failure))
        {
            throw FailureReader.Read(failure, time);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Nothing: connections belong to the transport.</summary>
    public void Dispose()
    {
    }

    private static GeneratedEmbeddings<Embedding<float>> InOrder(OpenAIEmbeddingCollection reply, int expected)
    {
        var byIndex = new Embedding<float>?[expected];
        foreach (var one in reply)
        {
            if (one.Index < 0 || one.Index >= expected || byIndex[one.Index] is not null)
                throw new InvalidDataException("An embedding has an index that was not asked for.");
            byIndex[one.Index] = new Embedding<float>(one.ToFloats()) { ModelId = reply.Model };
        }

        if (byIndex.Contains(null))
            throw new InvalidDataException("An embedding is missing.");
        return new(byIndex!) { Usage = new() { InputTokenCount = reply.Usage?.InputTokenCount, TotalTokenCount = reply.Usage?.TotalTokenCount } };
    }
}
