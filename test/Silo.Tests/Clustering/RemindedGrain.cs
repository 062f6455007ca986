using Orleans.Runtime;

namespace MediAgents.Silo.Tests.Clustering;

/// <summary>A grain that counts how often it was reminded.</summary>
public interface IReminded : IGrainWithStringKey
{
    Task RemindAsync();

    Task ForgetAsync();

    Task<int> CountAsync();

    Task<List<string>> ListAsync();
}

public sealed class RemindedGrain : Grain, IReminded, IRemindable
{
    private const string Name = "wake";

    private int count;

    public Task RemindAsync() => this.RegisterOrUpdateReminder(Name, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    public async Task ForgetAsync()
    {
        if (await this.GetReminder(Name) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    public Task<int> CountAsync() => Task.FromResult(count);

    public async Task<List<string>> ListAsync() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        count++;
        return Task.CompletedTask;
    }
}
