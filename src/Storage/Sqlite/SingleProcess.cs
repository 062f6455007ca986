using MediAgents.Records.Turns;

namespace MediAgents.Storage.Sqlite;

/// <summary>One server has the data directory, so it always has the turn.</summary>
internal sealed class SingleProcess : IProcessTurns, IProcessTurn
{
    public ValueTask<IProcessTurn?> TakeAsync(string work, TimeSpan patience, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IProcessTurn?>(this);

    public ValueTask ConfirmAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
