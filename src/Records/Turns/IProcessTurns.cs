namespace MediAgents.Records.Turns;

/// <summary>What only one of the processes that share a store does at a time. Within a process nothing is kept apart.</summary>
public interface IProcessTurns
{
    /// <summary>Takes the turn at a piece of work; disposing gives it back, as does the end of the process.</summary>
    /// <param name="work">Names the work.</param>
    /// <param name="patience">How long to wait for another process; zero to try.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when another process is at it.</returns>
    /// <exception cref="Primitives.StorageUnavailableException">The store is away.</exception>
    ValueTask<IProcessTurn?> TakeAsync(string work, TimeSpan patience, CancellationToken cancellationToken = default);
}

/// <summary>A turn that was taken.</summary>
public interface IProcessTurn : IAsyncDisposable
{
    /// <summary>Asks whether the turn is held still, before a step that another process must not repeat later.</summary>
    /// <exception cref="Primitives.StorageUnavailableException">It was lost with the connection to the store; another process may be at the work.</exception>
    ValueTask ConfirmAsync(CancellationToken cancellationToken = default);
}
