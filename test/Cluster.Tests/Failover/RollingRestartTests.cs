using MediAgents.Cluster.Tests.Processes;
using MediAgents.Cluster.Tests.Runs;
using Xunit.Abstractions;

namespace MediAgents.Cluster.Tests.Failover;

/// <summary>Silos are stopped in good order and started again, one after the other, as a roll-out does.</summary>
[NeedsServers]
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    private const int Pages = 2;

    [StoreFact]
    public async Task A_rolling_restart_of_both_silos_loses_no_run()
    {
        await using var cluster = await LocalCluster.StartAsync();
        var scan = await ScannedBill.Base64Async(Pages);
        var runs = Enumerable.Range(0, Extent.LiveRuns)
            .Select(number => FollowedRun.Start([cluster.Gateway(number % 2).Client, cluster.Gateway((number + 1) % 2).Client], $"patient-{number}", "Is this bill right?", scan))
            .ToList();
        await Task.WhenAll(runs.Select(run => run.SeenAsync("agent.started")));

        for (var number = 0; number < 2; number++)
        {
            runs.ShouldContain(run => !run.Ended.IsCompleted, "runs were to be under way at every restart");
            output.WriteLine($"silo {number} is told to stop: {runs.Count(run => !run.Ended.IsCompleted)} of {runs.Count} runs are under way");
            (await cluster.Silo(number).TerminateAsync()).ShouldBe(0);
            cluster.StartSilo(number);
            await cluster.UntilReadyAsync();
        }

        await Task.WhenAll(runs.Select(run => run.Ended));
        runs.ForEach(run => run.ShouldBeWhole());
        output.WriteLine($"{runs.Count} runs, {runs.Count} completed, {runs.Sum(run => run.Events.Count)} events, each once; "
            + $"clients came back {runs.Sum(run => run.Reconnects)} times");
    }
}
