namespace MediAgents.Gateway.Waiting;

/// <summary>Waits for the outcome of work that goes on whether anybody waits or not, as long as a caller is kept waiting.</summary>
internal static class OutcomeWait
{
    /// <param name="follow">The steps of the work; they end after the outcome, or where there is no such work.</param>
    /// <param name="isOutcome">Whether a step is the last.</param>
    /// <param name="patience">How long a caller is kept waiting.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The caller has left.</param>
    public static async Task<Awaited<TStep>> ForAsync<TStep>(
        Func<CancellationToken, IAsyncEnumerable<TStep>> follow,
        Predicate<TStep> isOutcome,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken)
        where TStep : class
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        TStep? latest = null;
        try
        {
            await foreach (var step in follow(linked.Token).WithCancellation(linked.Token))
            {
                latest = step;
                if (isOutcome(step))
                    return new Awaited<TStep>(Exists: true, step);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Awaited<TStep>(Exists: true, latest);
        }

        return Awaited<TStep>.Nowhere;
    }
}

/// <summary>What waiting came to.</summary>
/// <param name="Exists">Whether there is such work.</param>
/// <param name="Latest">The outcome, or else the last step before patience ended; null where there was none.</param>
internal sealed record Awaited<TStep>(bool Exists, TStep? Latest)
    where TStep : class
{
    public static Awaited<TStep> Nowhere { get; } = new(Exists: false, Latest: null);
}
