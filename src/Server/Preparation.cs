using MediAgents.Clinical;
using MediAgents.Grains;
using MediAgents.Grains.Registry;
using MediAgents.Knowledge.Starter;
using MediAgents.Server.Upkeep;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediAgents.Server;

/// <summary>
/// Where agents are hosted, after the start and off its path: loads knowledge and rules before the first question does, and has
/// the registry note the prompts of this deployment.
/// </summary>
internal sealed partial class Preparation(
    IGrains grains,
    StarterKnowledge knowledge,
    IHostApplicationLifetime lifetime,
    ILogger<Preparation> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            await knowledge.PrepareAsync();
            _ = SpecialtyRouter.Route("");
            _ = RedFlags.Detect("");
            await grains.AskAsync(GrainKinds.TheRegistry, new ListAgents(), stoppingToken);
        }
        catch (Exception ended) when (ended is OperationCanceledException or GrainHostStoppingException && stoppingToken.IsCancellationRequested)
        {
            // The process stops before it was warm: its start failed, or somebody was quick.
        }
#pragma warning disable CA1031 // What fails here fails again, and is told, where it is needed; it must not stop the process.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            NotPrepared(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The agents were not prepared whole")]
    private static partial void NotPrepared(ILogger logger, Exception failure);
}
