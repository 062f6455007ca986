namespace MediAgents.Grains.Cluster.Calls;

/// <summary>How often one call has failed in a row, and how long that has gone on.</summary>
internal sealed class Retries(GrainKey key, TimeProvider time, ClusterCallOptions options)
{
    private long? firstFailure;
    private TimeSpan pause = options.FirstPause;

    public void Reset()
    {
        firstFailure = null;
        pause = options.FirstPause;
    }

    /// <summary>Waits before the next try.</summary>
    /// <exception cref="GrainUnavailableException">There is to be none.</exception>
    public async Task PauseAsync(Exception failure, bool mayRepeat, CancellationToken cancellationToken)
    {
        firstFailure ??= time.GetTimestamp();
        if (!mayRepeat || time.GetElapsedTime(firstFailure.Value) > options.Patience)
            throw new GrainUnavailableException(key, failure);
        await Task.Delay(pause, time, cancellationToken);
        pause = pause * 1.5 < options.LongestPause ? pause * 1.5 : options.LongestPause;
    }
}
