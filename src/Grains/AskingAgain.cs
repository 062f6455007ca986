namespace MediAgents.Grains;

/// <summary>Asks for turns that have to come to pass, also when the store or the grain is away for a moment.</summary>
internal sealed class AskingAgain(IGrains grains, TimeProvider time, Action<Exception, TimeSpan>? retrying = null)
{
    public const int Always = int.MaxValue;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="key">The grain.</param>
    /// <param name="request">Idempotent: after an error the turn may have been stored all the same.</param>
    /// <param name="tries">How often at most; 8 take about 11 s.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <exception cref="GrainHostStoppingException">At once: the host does not come back.</exception>
    public async Task<TReply> AskAsync<TReply>(GrainKey key, IGrainRequest<TReply> request, int tries, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await grains.AskAsync(key, request, cancellationToken);
            }
            catch (Exception failure) when (failure is not GrainHostStoppingException && attempt < tries && !cancellationToken.IsCancellationRequested)
            {
                retrying?.Invoke(failure, pause);
                await Task.Delay(pause, time, cancellationToken);
                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
            }
        }
    }
}
