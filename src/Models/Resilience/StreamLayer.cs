using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>
/// A layer around a client whose work is in the stream; a whole reply is the stream put together.
/// Disposing it disposes nothing: connections belong to their endpoint.
/// </summary>
internal abstract class StreamLayer(IChatClient inner) : DelegatingChatClient(inner)
{
    public abstract override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);
}
