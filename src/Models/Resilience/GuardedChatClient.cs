using System.Runtime.CompilerServices;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>
/// The outermost layer: remembers what has been given out, and tells a break after that as <see cref="BrokenStreamException"/>.
/// Of a whole reply nothing is given out before its end, so there a broken stream is asked for once more.
/// </summary>
internal sealed class GuardedChatClient(IChatClient inner) : StreamLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var given = new List<ChatResponseUpdate>();
        await using var updates = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates, given))
        {
            if (updates.Current.Contents.Count > 0)
                given.Add(updates.Current);
            yield return updates.Current;
        }
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sent = messages.ToList();
        try
        {
            return await base.GetResponseAsync(sent, options, cancellationToken);
        }
        catch (BrokenStreamException broken) when (broken.IsTransient)
        {
            return await base.GetResponseAsync(sent, options, cancellationToken);
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, List<ChatResponseUpdate> given)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (ModelException failure) when (given.Count > 0)
        {
            throw new BrokenStreamException(failure.Code, [.. given]) { Phase = failure.Phase, IsTransient = failure.IsTransient, MayCost = true };
        }
    }
}
