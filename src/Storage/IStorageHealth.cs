using MediAgents.Primitives;
namespace MediAgents.Storage;

/// <summary>Whether the store works, asked by <c>/health</c>.</summary>
public interface IStorageHealth
{
    /// <summary>
    /// Reads, and passes once through the queue of writes; returns how long that took, so a long queue shows.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It does not work.</exception>
    ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default);
}
