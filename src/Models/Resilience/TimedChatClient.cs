using System.Runtime.CompilerServices;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>
/// Ends a call whose first piece, next piece or end takes too long. Time that the reader takes between two pieces counts for
/// the whole call only.
/// </summary>
internal sealed class TimedChatClient(IChatClient inner, PhaseLimits limits, TimeProvider time) : StreamLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var whole = new CancellationTokenSource(limits.Whole, time);
        using var piece = new CancellationTokenSource(limits.FirstToken, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, whole.Token, piece.Token);
        var phase = ModelPhase.FirstToken;
        await using var updates = InnerClient.GetStreamingResponseAsync(messages, options, any.Token).GetAsyncEnumerator(any.Token);
        while (await NextAsync(updates, () => Overdue(phase), any.Token, cancellationToken))
        {
            // Disarmed while the reader is busy; a piece that gives no sign of life does not end the wait for the first.
            var alive = phase == ModelPhase.NextToken || SignOfLife.Is(updates.Current);
            if (alive)
                piece.CancelAfter(Timeout.InfiniteTimeSpan);
            yield return updates.Current;
            if (alive)
            {
                phase = ModelPhase.NextToken;
                piece.CancelAfter(limits.NextToken);
            }
        }

        ModelException? Overdue(ModelPhase waited) =>
            whole.IsCancellationRequested ? PhaseFailure.Of(ModelPhase.Whole, limits.Whole)
            : piece.IsCancellationRequested ? PhaseFailure.Of(waited, waited == ModelPhase.FirstToken ? limits.FirstToken : limits.NextToken)
            : null;
    }

    private static async ValueTask<bool> NextAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates,
        Func<ModelException?> overdue,
        CancellationToken limited,
        CancellationToken cancellationToken)
    {
        try
        {
            limited.ThrowIfCancellationRequested();
            return await updates.MoveNextAsync();
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested && overdue() is not null)
        {
            throw overdue()!;
        }
    }
}
