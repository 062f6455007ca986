using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>Holds one of the endpoint's places from the request to the end of its reply.</summary>
internal sealed class LimitedChatClient(IChatClient inner, CallPlaces places) : StreamLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var place = await places.EnterAsync(cancellationToken);
        await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken))
            yield return update;
    }
}
