namespace MediAgents.Grains.Embedded;

/// <summary>How the embedded host treats its activations.</summary>
public sealed class EmbeddedGrainOptions
{
    /// <summary>An activation without a turn, an open stream or running work for this long is freed; that of a grain of which nothing is stored, after 10 s if that is less. At least 1 ms.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Messages that may wait for one grain; the next is refused with <see cref="GrainBusyException"/>. At least 1.</summary>
    public int MailboxCapacity { get; set; } = 1000;

    /// <summary>How long stopping waits for turns, work and deactivation before it gives up on them. Zero or more.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a turn that lost a race is run again before it fails with <see cref="GrainConflictException"/>. Zero or more.</summary>
    public int MaxCommitRetries { get; set; } = 5;

    /// <summary>Grains woken at once after a start. At least 1.</summary>
    public int WakeUpConcurrency { get; set; } = 8;

    internal void Validate()
    {
        Require(IdleTimeout >= TimeSpan.FromMilliseconds(1), nameof(IdleTimeout), "at least 1 ms");
        Require(MailboxCapacity >= 1, nameof(MailboxCapacity), "at least 1");
        Require(DrainTimeout >= TimeSpan.Zero && DrainTimeout <= TimeSpan.FromDays(1), nameof(DrainTimeout), "0 to 1 day");
        Require(MaxCommitRetries >= 0, nameof(MaxCommitRetries), "0 or more");
        Require(WakeUpConcurrency >= 1, nameof(WakeUpConcurrency), "at least 1");
    }

    private static void Require(bool holds, string setting, string range)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(setting, $"{nameof(EmbeddedGrainOptions)}.{setting} must be {range}.");
        }
    }
}
