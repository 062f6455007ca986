using Microsoft.Extensions.Hosting;

namespace MediAgents.Grains.Embedded.Lifecycle;

/// <summary>Ties the host of grains to the application's life.</summary>
internal sealed class EmbeddedGrainsService(EmbeddedGrains grains, IGrains entrance) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        grains.Entrance = entrance;
        grains.WakeUnfinished();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Comes before the web server stops, which waits for open event streams: they must end first.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        grains.BeginDrain();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => grains.DrainAsync().WaitAsync(cancellationToken);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
