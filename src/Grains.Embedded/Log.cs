using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Embedded;

/// <summary>What the host has to say. Kinds are named, ids are not: an id may lead to a patient.</summary>
internal sealed partial class Log(ILogger logger)
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "{Kind}: work started by a grain failed")]
    public partial void WorkFailed(Exception failure, string kind);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "{Kind}: deactivation failed")]
    public partial void DeactivationFailed(Exception failure, string kind);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "{Kind}: a grain with unfinished work could not be woken; trying again in {Pause}")]
    public partial void WakingFailed(Exception failure, string kind, TimeSpan pause);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "Grains with unfinished work could not be listed; trying again in {Pause}")]
    public partial void ListingUnfinishedFailed(Exception failure, TimeSpan pause);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "{Count} activations did not end within {DrainTimeout}")]
    public partial void DrainTimedOut(int count, TimeSpan drainTimeout);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "{Kind}: grains with unfinished work are stored, but nobody hosts the kind")]
    public partial void WakingUnknown(Exception unknown, string kind);
}
