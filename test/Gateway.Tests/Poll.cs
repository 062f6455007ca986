namespace MediAgents.Gateway.Tests;

/// <summary>Waits for what comes about by itself.</summary>
internal static class Poll
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience);
            await Task.Delay(Pause);
        }
    }
}
