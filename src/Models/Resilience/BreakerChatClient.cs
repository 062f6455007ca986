using System.Runtime.CompilerServices;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>Sends nothing while the endpoint's circuit is open. A call has succeeded when its first piece is there; what breaks later is counted too.</summary>
internal sealed class BreakerChatClient(IChatClient inner, EndpointBreaker breaker) : StreamLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken);
        await using var head = await breaker.RunAsync(token => StreamHead.OpenAsync(stream, token), cancellationToken);
        await using var updates = head.ReadAsync().GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates))
            yield return updates.Current;
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (ModelException late)
        {
            await breaker.CountAsync(late);
            throw;
        }
    }
}
