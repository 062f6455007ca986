using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Run;

internal static partial class RunLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} failed")]
    public static partial void Failed(ILogger logger, Exception failure, string runId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId}: the {Agent} failed")]
    public static partial void AgentFailed(ILogger logger, Exception failure, string runId, string agent);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId}: the {Agent} could not keep its conclusion")]
    public static partial void NotRemembered(ILogger logger, Exception failure, string runId, string agent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId}: a step could not be recorded, again in {Pause}")]
    public static partial void Retrying(ILogger logger, Exception failure, string runId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId}: epoch {Epoch} has lost the run")]
    public static partial void Lost(ILogger logger, string runId, int epoch);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Run {RunId}: the worker stops")]
    public static partial void Stopped(ILogger logger, string runId);
}
