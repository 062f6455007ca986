using MediAgents.Grains.Embedded.Activations;

namespace MediAgents.Grains.Embedded.Lifecycle;

/// <summary>Stops a host that takes no more messages, within <see cref="EmbeddedGrainOptions.DrainTimeout"/>.</summary>
internal sealed class Drain(EmbeddedGrains host)
{
    public async Task RunAsync(IdleSweep sweep, Waking waking, CancellationTokenSource streamsEnd)
    {
        await sweep.DisposeAsync();
        waking.Dispose();
        using var deadline = new CancellationTokenSource(host.Options.DrainTimeout, host.Time);
        while (!deadline.IsCancellationRequested && host.Activations.ToList() is { Count: > 0 } rest)
        {
            rest.ForEach(activation => activation.EndTails());
            await Task.WhenAll(rest.Select(activation => EndAsync(activation, deadline.Token)));
        }

        await streamsEnd.CancelAsync();
        var left = host.Activations.ToList();
        if (left.Count > 0)
        {
            host.Log.DrainTimedOut(left.Count, host.Options.DrainTimeout);
            left.ForEach(activation => activation.Gate.Refuse(() => new GrainHostStoppingException()));
        }
    }

    private static async Task EndAsync(Activation activation, CancellationToken deadline)
    {
        try
        {
            await activation.DrainAsync(deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // Counted among those left.
        }
    }
}
