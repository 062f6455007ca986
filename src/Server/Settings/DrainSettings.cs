using System.ComponentModel.DataAnnotations;

namespace MediAgents.Server.Settings;

/// <summary>How a process stops.</summary>
public sealed class DrainSettings
{
    /// <summary>Seconds that turns, work and requests under way are given; whoever stops the process must wait longer.</summary>
    [Range(1, 600)]
    public int DrainSeconds { get; set; } = 20;

    /// <summary>
    /// Seconds between being told to stop, from when on the process says that it is not ready, and taking no more connections:
    /// as long as those who send requests here need to notice.
    /// </summary>
    [Range(0, 60)]
    public int StopDelaySeconds { get; set; }
}
