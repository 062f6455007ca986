using MediAgents.Gateway.Health;
using MediAgents.Records.Sealing;
using MediAgents.Server.Upkeep;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediAgents.Server;

/// <summary>After the start says where the server listens, and what is reduced or only fit for one's own machine.</summary>
internal sealed partial class Announcement(
    MasterKeys keys,
    IEnumerable<Dependency> dependencies,
    IServer server,
    IHostApplicationLifetime lifetime,
    ILogger<Announcement> logger,
    bool describesApi) : BackgroundService
{
    /// <param name="services">Where to.</param>
    /// <param name="describesApi">Whether its addresses have the API's description.</param>
    public static void AddTo(IServiceCollection services, bool describesApi) =>
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Announcement>(provider, describesApi));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            {
                if (describesApi)
                    Listening(logger, address);
                else
                    Watched(logger, address);
            }

            if (keys.Generated)
                KeyWasGenerated(logger);
            foreach (var note in await Dependencies.ReducedAsync(dependencies, stoppingToken))
                Reduced(logger, note);
        }
        catch (OperationCanceledException)
        {
            // The server stops before it could say so.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "MediAgents listens on {Address}; the API is described at {Address}/docs")]
    private static partial void Listening(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "The silo shows how it is on {Address}")]
    private static partial void Watched(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ENCRYPTION_KEY is not set: the key generated in the data directory is used. Back it up; without it the data cannot be read.")]
    private static partial void KeyWasGenerated(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reduced: {Note}")]
    private static partial void Reduced(ILogger logger, string note);
}
