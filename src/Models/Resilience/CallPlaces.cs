using MediAgents.Models.Failures;

namespace MediAgents.Models.Resilience;

/// <summary>How many calls an endpoint may have at once, and how long a further one waits for its place.</summary>
/// <param name="places">At least 1.</param>
/// <param name="longest">How long a call waits.</param>
/// <param name="time">The clock.</param>
internal sealed class CallPlaces(int places, TimeSpan longest, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim free = new(places, places);

    /// <summary>A place, held until it is disposed.</summary>
    /// <exception cref="ModelException">No place came free in time.</exception>
    public async ValueTask<Place> EnterAsync(CancellationToken cancellationToken)
    {
        if (free.Wait(0, CancellationToken.None))
            return new Place(free);
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await free.WaitAsync(either.Token);
            return new Place(free);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(ModelFailures.Unavailable, $"All {places} places for calls of the model's endpoint were taken for {longest.TotalSeconds:0.###} s.");
        }
    }

    public void Dispose() => free.Dispose();

    internal readonly struct Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
