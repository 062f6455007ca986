using System.Runtime.CompilerServices;

namespace MediAgents.Cluster.Tests.Processes;

/// <summary>Waits for what comes about by itself.</summary>
internal static class Poll
{
    /// <summary>Long, for machines that do other things as well: what does not come about at all is told in the end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task UntilAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience, what);
            await Task.Delay(Pause);
        }
    }
}
