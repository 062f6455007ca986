using MediAgents.Primitives;

namespace MediAgents.Grains.Hosting;

/// <summary>What a host does for all grains of one owner at once.</summary>
public interface IGrainOwners
{
    /// <summary>
    /// Closes the owner's grains, so that what is stored of them can be erased: work is cancelled and awaited, turns under way
    /// fail with <see cref="GrainOwnerClosedException"/> and commit nothing, streams end, activations go without being stored.
    /// When this returns nothing of the owner is in memory, and until the result is disposed nothing of the owner is loaded or
    /// committed. What is asked for after that starts from what is stored then.
    /// </summary>
    /// <exception cref="TimeoutException">A turn or work did not end in time; the owner's grains are open again.</exception>
    ValueTask<IAsyncDisposable> CloseAsync(PatientId owner, CancellationToken cancellationToken = default);
}
