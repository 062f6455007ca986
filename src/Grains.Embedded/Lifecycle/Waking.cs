using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Lifecycle;

/// <summary>
/// Sends <see cref="WakeUp"/> to grains with unfinished work: after a start, when an idle one is freed, and when it is
/// open whether a turn that started work is stored. A wake-up that fails is tried again until the host stops.
/// </summary>
internal sealed class Waking(EmbeddedGrains host) : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim places = new(host.Options.WakeUpConcurrency);

    /// <summary>Who is being woken; true if that was asked for again since the last attempt began.</summary>
    private readonly Dictionary<GrainKey, bool> asked = [];

    /// <summary>Listings asked for and not begun: one that is under way may have missed what the next is asked for.</summary>
    private int listings;

    /// <summary>Lists and wakes in the background; however often it is asked for meanwhile, once more after that.</summary>
    public void WakeUnfinished()
    {
        if (Interlocked.Increment(ref listings) == 1)
        {
            _ = Task.Run(WakeListedAsync);
        }
    }

    public void WakeAfter(Task ended, GrainKey key) => _ = Task.Run(async () =>
    {
        await ended;
        Wake(key);
    });

    /// <summary>Wakes the grain in the background, if it turns out to have lost work.</summary>
    public void Wake(GrainKey key)
    {
        lock (asked)
        {
            if (!asked.TryAdd(key, false))
            {
                asked[key] = true;
                return;
            }
        }

        _ = WakeUntilDoneAsync(key);
    }

    public void Dispose() => stopping.Cancel();

    /// <summary>A store that is not up yet must not leave grains asleep, so listing is tried until it succeeds.</summary>
    private async Task<IReadOnlyList<GrainKey>> ListUnfinishedAsync()
    {
        for (var pause = FirstRetry; ; pause = Longer(pause))
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

    private async Task WakeListedAsync()
    {
        try
        {
            int answered;
            do
            {
                answered = Volatile.Read(ref listings);
                foreach (var key in await ListUnfinishedAsync())
                {
                    Wake(key);
                }
            }
            while (Interlocked.Add(ref listings, -answered) > 0);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the next start wakes them.
        }
    }

    private async Task WakeUntilDoneAsync(GrainKey key)
    {
        try
        {
            for (var pause = FirstRetry; ; pause = Longer(pause))
            {
                while (await TryWakeAsync(key, pause))
                {
                    if (IsDone(key))
                    {
                        return;
                    }
                }

                // No place is taken meanwhile: a grain that cannot be woken keeps no other waiting.
                await Task.Delay(pause, host.Time, stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; the next start wakes it.
        }
    }

    /// <summary>False when it is to be tried again.</summary>
    private async Task<bool> TryWakeAsync(GrainKey key, TimeSpan pause)
    {
        await places.WaitAsync(stopping.Token);
        try
        {
            lock (asked)
            {
                asked[key] = false;
            }

            await Task.Run(() => host.WakeWhereItLivesAsync(key, stopping.Token).AsTask());
        }
        catch (Exception) when (host.IsStopping)
        {
            // The next start wakes it.
        }
        catch (UnknownGrainException unknown)
        {
            host.Log.WakingUnknown(unknown, key.Kind);
        }
        catch (Exception failure)
        {
            host.Log.WakingFailed(failure, key.Kind, pause);
            return false;
        }
        finally
        {
            places.Release();
        }

        return true;
    }

    private bool IsDone(GrainKey key)
    {
        lock (asked)
        {
            return !asked[key] && asked.Remove(key);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestRetry ? pause * 2 : LongestRetry;
}
