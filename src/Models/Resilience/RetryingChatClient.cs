using System.Runtime.CompilerServices;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>Sends a request again as <see cref="RetryRules"/> allows, until something of the answer has been given out.</summary>
internal sealed class RetryingChatClient(IChatClient inner, RetryRules rules, TimeProvider time) : StreamLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sent = messages.ToList();
        for (var retried = 0; ; retried++)
        {
            TimeSpan? wait = null;
            var given = false;
            await using (var updates = InnerClient.GetStreamingResponseAsync(sent, options, cancellationToken).GetAsyncEnumerator(cancellationToken))
            {
                while (wait is null)
                {
                    try
                    {
                        if (!await updates.MoveNextAsync())
                            yield break;
                    }
                    catch (ModelException failure) when (!given && rules.WaitAfter(failure, retried) is { } next)
                    {
                        wait = next;
                        continue;
                    }

                    given |= updates.Current.Contents.Count > 0;
                    yield return updates.Current;
                }
            }

            await Task.Delay(wait.Value, time, cancellationToken);
        }
    }
}
