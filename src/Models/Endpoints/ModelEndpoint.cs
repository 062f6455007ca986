using System.Collections.Concurrent;
using MediAgents.Models.OpenAi;
using MediAgents.Models.Resilience;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Endpoints;

/// <summary>One endpoint with what all calls of it share: connections, circuit and places.</summary>
internal sealed class ModelEndpoint(ModelAddress address, ModelOptions options, TimeProvider time) : IDisposable
{
    private readonly ModelTransport transport = new(address, options.Phases, time);
    private readonly ConcurrentDictionary<string, OpenAiChatClient> chats = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OpenAiEmbeddingGenerator> embeddings = new(StringComparer.Ordinal);

    public ModelAddress Address => address;

    public EndpointBreaker Breaker { get; } = new(options.Breaker, time);

    public CallPlaces Places { get; } = new(options.Places, options.PlaceWait, time);

    public IChatClient Chat(string model) => chats.GetOrAdd(model, name => new OpenAiChatClient(address, name, transport, time));

    public IEmbeddingGenerator<string, Embedding<float>> Embeddings(string model) =>
        embeddings.GetOrAdd(model, name => new OpenAiEmbeddingGenerator(address, name, transport, time));

    public void Dispose()
    {
        transport.Dispose();
        Places.Dispose();
    }
}
