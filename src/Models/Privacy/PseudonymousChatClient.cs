using System.Runtime.CompilerServices;
using MediAgents.Models.Resilience;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Privacy;

/// <summary>
/// Around every endpoint that is not local: what is sent has tokens for what identifies somebody, what comes back has the
/// words again, in text, in reasoning and in the arguments of tools.
/// </summary>
internal sealed class PseudonymousChatClient(IChatClient inner, Pseudonyms pseudonyms) : StreamLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var outgoing = new OutgoingWords(pseudonyms);
        var reply = new IncomingWords(pseudonyms, inJson: options?.ResponseFormat is ChatResponseFormatJson);
        await foreach (var update in InnerClient.GetStreamingResponseAsync([.. messages.Select(outgoing.Of)], outgoing.Of(options), cancellationToken))
            yield return reply.Of(update);
        if (reply.Rest() is { } rest)
            yield return rest;
    }
}
