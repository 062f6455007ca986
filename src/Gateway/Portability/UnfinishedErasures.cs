using Microsoft.Extensions.Hosting;

namespace MediAgents.Gateway.Portability;

/// <summary>Goes on, from the start of the server, with erasures that were noted and not finished.</summary>
internal sealed class UnfinishedErasures(RecordEraser eraser) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await eraser.CloseUnfinishedAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => eraser.FinishUnfinishedAsync(stoppingToken);
}
