namespace MediAgents.Grains.Retrying;

/// <summary>Asks for turns that have to come to pass, also when the store or the grain is away for a moment.</summary>
internal sealed class AskingAgain(IGrains grains, TimeProvider time, Action<Exception, TimeSpan>? retrying = null)
{
    public const int Always = int.MaxValue;

    private readonly TryingAgain trying = new(time, retrying);

    /// <param name="key">The grain.</param>
    /// <param name="request">Idempotent: after an error the turn may have been stored all the same.</param>
    /// <param name="tries">How often at most; 8 take about 11 s.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <exception cref="GrainHostStoppingException">At once: the host does not come back.</exception>
    /// <exception cref="Records.Sealing.SealBrokenException">At once: what the grain has stored cannot be read any more.</exception>
    public Task<TReply> AskAsync<TReply>(GrainKey key, IGrainRequest<TReply> request, int tries, CancellationToken cancellationToken) =>
        trying.RunAsync(token => grains.AskAsync(key, request, token), tries, cancellationToken);
}
