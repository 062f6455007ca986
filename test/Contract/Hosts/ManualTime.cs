namespace MediAgents.Contract.Hosts;

/// <summary>A clock that moves when told to, and fires its timers then. Thread-safe.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock sync = new();
    private readonly HashSet<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (sync)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on by <paramref name="by"/> and fires, once each, the timers that fell due.</summary>
    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (sync)
        {
            now += by;
            due = [.. timers.Where(timer => timer.FallsDue(now))];
        }

        due.ForEach(timer => timer.Fire());
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private DateTimeOffset? next;
        private TimeSpan every;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.sync)
            {
                next = dueTime < TimeSpan.Zero ? null : time.now + dueTime;
                every = period;
                time.timers.Add(this);
            }

            return true;
        }

        public bool FallsDue(DateTimeOffset at)
        {
            if (next is null || next > at)
            {
                return false;
            }

            next = every > TimeSpan.Zero ? at + every : null;
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time.sync)
            {
                time.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
