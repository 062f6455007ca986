using System.Threading.Channels;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Runs;

namespace MediAgents.Grains.Run;

/// <summary>
/// Tells the run what an agent says while it says it. The first piece goes at once; those that come while one is being written, or
/// within <paramref name="window"/> of its beginning, go together. So no piece waits longer than the window and the writing before it.
/// </summary>
internal sealed class Telling(
    string agent,
    Func<IGrainRequest<StepAccepted>, CancellationToken, Task> record,
    int epoch,
    TimeSpan window,
    TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private Channel<SpokenPiece>? pieces;
    private Task writing = Task.CompletedTask;
    private int attempt;
    private int tools;
    private int said;

    /// <summary>The agent is asked, for the first time or again; what it says from now on stands by itself.</summary>
    public void BeginAnew()
    {
        attempt++;
        pieces?.Writer.TryComplete();
        pieces = null;
    }

    public async ValueTask TakeAsync(ConsultationStep step, CancellationToken cancellationToken)
    {
        if (step.Restart is { } why)
        {
            await FinishAsync(cancellationToken);
            BeginAnew();
            await record(new ReportProgress(epoch, new Progress(agent, "restart", 0, 0, why)), cancellationToken);
        }
        else if (step.Tool is { } tool)
        {
            await FinishAsync(cancellationToken);
            tools++;
            await record(new ReportProgress(epoch, new Progress(agent, "tool", tools, tools, tool)), cancellationToken);
        }
        else
        {
            // What was written last is seen to have failed before more is said.
            if (writing.IsFaulted)
                await writing;
            Begin(cancellationToken).Writer.TryWrite(new SpokenPiece(step.Text, step.Said));
        }
    }

    /// <summary>Waits until all that was said is written.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        pieces?.Writer.TryComplete();
        pieces = null;
        await writing.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private Channel<SpokenPiece> Begin(CancellationToken cancellationToken)
    {
        if (pieces is { } open)
            return open;
        // A model writes a few thousand tokens at most, so this is bounded by what it may say.
        var begun = pieces = Channel.CreateUnbounded<SpokenPiece>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        writing = WriteAsync(writing, begun.Reader, attempt, cancellationToken);
        return begun;
    }

    private async Task WriteAsync(Task earlier, ChannelReader<SpokenPiece> reader, int attemptNow, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        await earlier;
        long? last = null;
        while (await reader.WaitToReadAsync(linked.Token))
        {
            if (last is { } before && window - time.GetElapsedTime(before) is { Ticks: > 0 } rest)
                await Task.Delay(rest, time, linked.Token);
            last = time.GetTimestamp();
            var ready = new List<SpokenPiece>();
            while (reader.TryRead(out var piece))
                ready.Add(piece);
            await record(new TellOn(epoch, agent, attemptNow, ++said, Joined(ready)), linked.Token);
        }
    }

    private static List<SpokenPiece> Joined(List<SpokenPiece> pieces)
    {
        var joined = new List<SpokenPiece>();
        foreach (var piece in pieces)
        {
            if (piece.Text is { } text && joined.Count > 0 && joined[^1].Text is { } before)
                joined[^1] = new SpokenPiece(before + text);
            else
                joined.Add(piece);
        }

        return joined;
    }
}
