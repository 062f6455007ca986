using MediAgents.Records.Turns;

namespace MediAgents.Server.Tests.Upkeep;

/// <summary>The product's turns, counted.</summary>
internal sealed class RecordedTurns(IProcessTurns turns) : IProcessTurns
{
    private int granted, refused;

    public int Granted => Volatile.Read(ref granted);

    public int Refused => Volatile.Read(ref refused);

    public async ValueTask<IProcessTurn?> TakeAsync(string work, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var turn = await turns.TakeAsync(work, patience, cancellationToken);
        Interlocked.Increment(ref turn is null ? ref refused : ref granted);
        return turn;
    }
}
