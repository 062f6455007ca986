using MediAgents.Gateway.Health;
using MediAgents.Server.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MediAgents.Server;

/// <summary>Between being told to stop and stopping: the process is not ready any more, but still answers.</summary>
internal sealed class StopDelay(DrainSettings settings, TimeProvider time) : IHostedLifecycleService
{
    private volatile bool stopping;

    public static void AddTo(IServiceCollection services, DrainSettings settings)
    {
        services.AddSingleton(provider => new StopDelay(settings, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<StopDelay>());
        services.AddSingleton(provider => provider.GetRequiredService<StopDelay>().ToDependency());
        // The delay, the draining of agents, and a little for what comes after.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.StopDelaySeconds + settings.DrainSeconds + 5));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        return Task.Delay(TimeSpan.FromSeconds(settings.StopDelaySeconds), time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Dependency ToDependency() =>
        new("process", Required: true, _ => ValueTask.FromResult(stopping ? "The process is stopping." : null));
}
