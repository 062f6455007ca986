using MediAgents.Records.Sealing;

namespace MediAgents.Grains.Retrying;

/// <summary>
/// Tries what has to come to pass, also when a store is away for a moment. What no waiting mends ends it at once:
/// a host that stops does not come back, and a broken seal stays broken.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="retrying">Told of each failure that is tried again.</param>
/// <param name="mayPass">Which other failures are; all when null.</param>
internal sealed class TryingAgain(TimeProvider time, Action<Exception, TimeSpan>? retrying = null, Predicate<Exception>? mayPass = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="attempt">Idempotent: after an error it may have come to pass all the same.</param>
    /// <param name="tries">How often at most; 8 take about 11 s.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, int tries, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await attempt(cancellationToken);
            }
            catch (Exception failure) when (MayPass(failure) && tried < tries && !cancellationToken.IsCancellationRequested)
            {
                retrying?.Invoke(failure, pause);
                await Task.Delay(pause, time, cancellationToken);
                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
            }
        }
    }

    private bool MayPass(Exception failure) =>
        failure is not (GrainHostStoppingException or SealBrokenException) && mayPass?.Invoke(failure) != false;
}
