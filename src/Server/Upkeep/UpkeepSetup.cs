using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MediAgents.Server.Upkeep;

/// <summary>What the server does by itself beside the requests.</summary>
internal static class UpkeepSetup
{
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static void AddUpkeep(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(Options.Create(SettingsBinder.Bind<AuditSettings>(settings)));
        services.AddHostedService<KeyUpkeep>();
        services.AddHostedService<AuditRetention>();
    }

    /// <summary>Completes when the server has started: upkeep must not make the start longer.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
