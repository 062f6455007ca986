using System.Diagnostics.CodeAnalysis;

namespace MediAgents.Grains.Reading;

/// <summary>
/// Places to read documents in, as many as there are processors: reading starts child processes and holds whole documents in memory.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without wait handle holds nothing to free, and work still leaves while the host ends.")]
internal sealed class ReadingPlaces
{
    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>Waits for a place; disposing of it lets the next one in.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        return new Place(places);
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? held = places;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
