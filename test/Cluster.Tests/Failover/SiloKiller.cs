using System.Globalization;
using MediAgents.Cluster.Tests.Processes;
using MediAgents.Cluster.Tests.Runs;
using Xunit.Abstractions;

namespace MediAgents.Cluster.Tests.Failover;

/// <summary>The silo that owns a conversation is killed while its run goes on; the other one takes it over.</summary>
internal sealed class SiloKiller(LocalCluster cluster, ITestOutputHelper output)
{
    private const int Pages = 12;

    /// <summary>Kills silos in the middle of runs; the longest silence that a client had.</summary>
    public async Task<TimeSpan> KillAgainAndAgainAsync(int kills)
    {
        var scan = await ScannedBill.Base64Async(Pages);
        var undisturbed = Ask(scan);
        await undisturbed.Ended;
        undisturbed.ShouldBeWhole();
        Tell($"longest silence of a run that nothing disturbs: {Seconds(undisturbed.LongestSilence)} s");

        var silences = new List<TimeSpan>();
        for (var kill = 1; kill <= kills; kill++)
        {
            var before = await cluster.RunCallsAsync();
            var run = Ask(scan);
            await run.SeenAsync("progress");
            var owner = await cluster.OwnerOfRunAsync(before);
            var seen = run.Events.Count;
            run.Events.ShouldNotContain(one => one.EndsRun, "the run was to be caught in the middle");
            await cluster.Silo(owner).KillAsync();
            await run.Ended;

            run.ShouldBeWhole();
            run.Reconnects.ShouldBe(0, "the client was to notice nothing");
            run.Events.Count(one => one.Type == "progress").ShouldBeGreaterThanOrEqualTo(Pages, "the audit began again on the survivor");
            silences.Add(run.LongestSilence);
            Tell($"kill {kill,2} of silo {owner}: {seen,2} events before, {run.Events.Count,2} in all, each once; longest silence {Seconds(run.LongestSilence)} s");
            cluster.StartSilo(owner);
            await cluster.UntilReadyAsync();
        }

        silences.Sort();
        Tell($"{kills} kills, {kills} runs completed on the survivor, every event exactly once; longest silence {Seconds(silences[^1])} s, median {Seconds(silences[silences.Count / 2])} s");
        return silences[^1];
    }

    private FollowedRun Ask(string scan) => FollowedRun.Start([cluster.Gateway(0).Client, cluster.Gateway(1).Client], "asha", "Is this bill right?", scan);

    private void Tell(string line) => output.WriteLine(line);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
