using MediAgents.Silo.Hosting;
using Orleans;
using Orleans.Runtime;

namespace MediAgents.Silo.Waking;

/// <inheritdoc cref="IWakingGrain"/>
[GrainType("waking")]
public sealed class WakingGrain(SiloGrains silo) : Grain, IWakingGrain, IRemindable
{
    private const string Reminder = "unfinished";

    /// <summary>The shortest that Orleans takes.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public async Task StartAsync()
    {
        await this.RegisterOrUpdateReminder(Reminder, Period, Period);
        await LookAsync();
    }

    public Task LookAsync()
    {
        silo.Host.WakeUnfinished();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => LookAsync();
}
