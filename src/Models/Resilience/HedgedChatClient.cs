using System.Runtime.CompilerServices;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Resilience;

/// <summary>
/// Asks a second model when the first has failed before its first piece, or has given none after a while; whichever speaks
/// first answers, the other is told to stop. When both fail, the first one's failure is told.
/// </summary>
/// <param name="inner">The first model.</param>
/// <param name="second">The second.</param>
/// <param name="delay">How long the first may be silent before the second is asked too.</param>
/// <param name="time">The clock.</param>
internal sealed class HedgedChatClient(IChatClient inner, IChatClient second, TimeSpan delay, TimeProvider time) : StreamLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sent = messages.ToList();
        await using var leader = Attempt.Begin(InnerClient, sent, options, cancellationToken);
        await using var follower = await IsWellInTimeAsync(leader, cancellationToken) ? null : Attempt.Begin(second, sent, options, cancellationToken);
        var winner = follower is null ? leader : await FirstToSpeakAsync(leader, follower);
        (winner == leader ? follower : leader)?.Cancel();
        var head = await winner.Head;
        await foreach (var update in head.ReadAsync())
            yield return update;
    }

    /// <summary>True when the first model speaks within the delay. A failure that a second model cannot mend is thrown.</summary>
    private async ValueTask<bool> IsWellInTimeAsync(Attempt leader, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(leader.Head, Task.Delay(delay, time, enough.Token));
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (!leader.Head.IsFaulted && !leader.Head.IsCanceled)
            return leader.Head.IsCompleted;
        if (leader.Head.Exception?.InnerException is not ModelException { Code: not ModelFailures.OverBudget })
            await leader.Head;
        return false;
    }

    private static async ValueTask<Attempt> FirstToSpeakAsync(Attempt leader, Attempt follower)
    {
        var first = await Task.WhenAny(leader.Head, follower.Head);
        var other = first == leader.Head ? follower.Head : leader.Head;
        if (!first.IsCompletedSuccessfully)
            await Task.WhenAny(other);
        return first.IsCompletedSuccessfully ? Of(first) : other.IsCompletedSuccessfully ? Of(other) : leader;

        Attempt Of(Task<StreamHead> head) => head == leader.Head ? leader : follower;
    }

    /// <summary>A call that has begun, up to its first sign of life.</summary>
    private sealed class Attempt : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop;

        private Attempt(CancellationTokenSource stop, Task<StreamHead> head) => (this.stop, Head) = (stop, head);

        public Task<StreamHead> Head { get; }

        public static Attempt Begin(IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
        {
            var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            return new Attempt(ending, StreamHead.OpenAsync(client.GetStreamingResponseAsync(messages, options, ending.Token), ending.Token).AsTask());
        }

        public void Cancel() => stop.Cancel();

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await Task.WhenAny(Head);
            if (Head.IsCompletedSuccessfully)
                await (await Head).DisposeAsync();
            _ = Head.Exception;
            stop.Dispose();
        }
    }
}
