namespace MediAgents.Grains.Hosting;

/// <summary>
/// For hosts: tells code of a grain that runs beside turns (a stream's steps, started work, deactivation) from code
/// inside a turn. Follows the flow of execution through awaits, so both may run on one grain at the same time.
/// </summary>
public static class TurnScope
{
    private static readonly AsyncLocal<bool> Outside = new();

    /// <summary>True in a stream, in started work and in deactivation; false in a turn and in code that is no grain's.</summary>
    public static bool IsOutside => Outside.Value;

    /// <summary>What follows, until the result is disposed, runs beside turns.</summary>
    public static Restore EnterOutside() => Change(true);

    /// <summary>What follows, until the result is disposed, is a turn: a turn may be asked for from inside a stream.</summary>
    public static Restore EnterTurn() => Change(false);

    private static Restore Change(bool outside)
    {
        var before = Outside.Value;
        if (before != outside)
        {
            Outside.Value = outside;
        }

        return new Restore(before);
    }

    /// <summary>Goes back to what was before.</summary>
    public readonly struct Restore : IDisposable
    {
        private readonly bool before;

        internal Restore(bool before) => this.before = before;

        public void Dispose()
        {
            if (Outside.Value != before)
            {
                Outside.Value = before;
            }
        }
    }
}
