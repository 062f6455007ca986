using MediAgents.Models.Resilience;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Endpoints;

/// <summary>Fills in what a request leaves open.</summary>
internal sealed class DefaultingChatClient(IChatClient inner, float? temperature, int answerTokens) : StreamLayer(inner)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sent = options?.Clone() ?? new ChatOptions();
        sent.Temperature ??= temperature;
        sent.MaxOutputTokens ??= answerTokens;
        return InnerClient.GetStreamingResponseAsync(messages, sent, cancellationToken);
    }
}
