using MediAgents.Clinical;
using MediAgents.Gateway.Health;
using MediAgents.Grains;
using MediAgents.Grains.Registry;
using MediAgents.Knowledge.Starter;
using MediAgents.Records.Sealing;
using MediAgents.Server.Upkeep;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediAgents.Server;

/// <summary>
/// After the start, off its path: says where the server listens and what is reduced or only fit for one's own machine,
/// has the registry note the prompts of this deployment, and loads knowledge and rules before the first question does.
/// </summary>
internal sealed partial class Warmup(
    IGrains grains,
    StarterKnowledge knowledge,
    MasterKeys keys,
    IEnumerable<Dependency> dependencies,
    IServer server,
    IHostApplicationLifetime lifetime,
    ILogger<Warmup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PrepareAsync(stoppingToken);
        }
        catch (Exception ended) when (ended is OperationCanceledException or GrainHostStoppingException && stoppingToken.IsCancellationRequested)
        {
            // The server stops before it was warm: its start failed, or somebody was quick.
        }
#pragma warning disable CA1031 // What fails here fails again, and is told, where it is needed; it must not stop the server.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            NotPrepared(logger, failure);
        }
    }

    private async Task PrepareAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);

        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            Listening(logger, address);
        if (keys.Generated)
            KeyWasGenerated(logger);
        foreach (var note in await Dependencies.ReducedAsync(dependencies, stoppingToken))
            Reduced(logger, note);
        await knowledge.PrepareAsync();
        await grains.AskAsync(GrainKinds.TheRegistry, new ListAgents(), stoppingToken);
        _ = SpecialtyRouter.Route("");
        _ = RedFlags.Detect("");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "MediAgents listens on {Address}; the API is described at {Address}/docs")]
    private static partial void Listening(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ENCRYPTION_KEY is not set: the key generated in the data directory is used. Back it up; without it the data cannot be read.")]
    private static partial void KeyWasGenerated(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The server was not prepared whole")]
    private static partial void NotPrepared(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reduced: {Note}")]
    private static partial void Reduced(ILogger logger, string note);
}
