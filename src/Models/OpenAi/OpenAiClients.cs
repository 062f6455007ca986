using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace MediAgents.Models.OpenAi;

/// <summary>Makes the library's clients: without its retries, timeouts, spans and logs, which are ours.</summary>
internal static class OpenAiClients
{
    // The library insists on a key; the transport sends none when there is none.
    private const string NoKey = "none";

    public static ChatClient Chat(ModelAddress address, string model, ModelTransport transport) =>
        new(model, Credential(address), OptionsFor(address, transport));

    public static EmbeddingClient Embeddings(ModelAddress address, string model, ModelTransport transport) =>
        new(model, Credential(address), OptionsFor(address, transport));

    private static ApiKeyCredential Credential(ModelAddress address) => new(address.Key?.Reveal() ?? NoKey);

    private static OpenAIClientOptions OptionsFor(ModelAddress address, ModelTransport transport) => new()
    {
        Endpoint = address.BaseUrl,
        Transport = transport.Transport,
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        NetworkTimeout = Timeout.InfiniteTimeSpan,
        EnableDistributedTracing = false,
        ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
    };
}
