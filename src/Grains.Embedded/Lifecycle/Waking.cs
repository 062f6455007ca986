using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Lifecycle;

/// <summary>Sends <see cref="WakeUp"/> to grains with unfinished work: after a start, and when an idle one is freed.</summary>
internal sealed class Waking(EmbeddedGrains host) : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stopping = new();

    public void WakeUnfinished() => _ = Task.Run(WakeUnfinishedAsync);

    public void WakeAfter(Task ended, GrainKey key) => _ = Task.Run(async () =>
    {
        await ended;
        await WakeAsync(key, stopping.Token);
    });

    public void Dispose() => stopping.Cancel();

    private async Task WakeUnfinishedAsync()
    {
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = host.Options.WakeUpConcurrency, CancellationToken = stopping.Token };
            await Parallel.ForEachAsync(await ListUnfinishedAsync(), options, WakeAsync);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the next start wakes them.
        }
    }

    /// <summary>A store that is not up yet must not leave grains asleep, so listing is tried until it succeeds.</summary>
    private async Task<IReadOnlyList<GrainKey>> ListUnfinishedAsync()
    {
        for (var pause = FirstRetry; ; pause = pause * 2 < LongestRetry ? pause * 2 : LongestRetry)
        {
            try
            {
                return await host.Storage.ListUnfinishedAsync(stopping.Token);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                host.Log.ListingUnfinishedFailed(failure, pause);
            }

            await Task.Delay(pause, host.Time, stopping.Token);
        }
    }

    private async ValueTask WakeAsync(GrainKey key, CancellationToken cancellationToken)
    {
        try
        {
            await host.WakeAsync(key, cancellationToken);
        }
        catch (Exception) when (host.IsStopping)
        {
            // The next start wakes it.
        }
        catch (Exception failure)
        {
            host.Log.WakingFailed(failure, key.Kind);
        }
    }
}
