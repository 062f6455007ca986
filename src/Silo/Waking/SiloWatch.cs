using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace MediAgents.Silo.Waking;

/// <summary>Watches silos leave, and has their unfinished work woken; before the first leaves, starts the one that does it.</summary>
internal sealed partial class SiloWatch(IGrainFactory factory, ISiloStatusOracle silos, TimeProvider time, ILogger<SiloWatch> logger)
    : ILifecycleParticipant<ISiloLifecycle>, ISiloStatusListener, IDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1); // then the reminder has come

    private readonly CancellationTokenSource stopping = new();

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloWatch), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead)
            _ = TellAsync(grain => grain.LookAsync());
    }

    public void Dispose() => stopping.Dispose();

    private Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        _ = TellAsync(grain => grain.StartAsync());
        return Task.CompletedTask;
    }

    private Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return stopping.CancelAsync();
    }

    private async Task TellAsync(Func<IWakingGrain, Task> tell)
    {
        try
        {
            await Task.Run(() => TellUntilHeardAsync(tell), stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // This silo stops; the others see that.
        }
    }

    private async Task TellUntilHeardAsync(Func<IWakingGrain, Task> tell)
    {
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < Patience;)
        {
            try
            {
                await tell(factory.GetGrain<IWakingGrain>(0));
                return;
            }
#pragma warning disable CA1031 // Whatever it is, it is tried again until the reminder takes over.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                NotHeard(logger, failure);
            }

            await Task.Delay(TryAgainAfter, time, stopping.Token);
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "The waking of unfinished work could not be asked for; trying again")]
    private static partial void NotHeard(ILogger logger, Exception failure);
}
