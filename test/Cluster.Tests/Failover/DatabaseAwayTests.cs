using System.Net;
using System.Net.Http.Json;
using MediAgents.Cluster.Tests.Processes;
using MediAgents.Cluster.Tests.Runs;
using Xunit.Abstractions;

namespace MediAgents.Cluster.Tests.Failover;

/// <summary>PostgreSQL is killed, and comes back after a while.</summary>
[NeedsServers]
public sealed class DatabaseAwayTests(ITestOutputHelper output)
{
    [StoreFact]
    public async Task While_the_database_is_away_nothing_is_ready_and_nothing_acknowledged_is_lost_and_afterwards_all_goes_on()
    {
        await using var cluster = await LocalCluster.StartAsync();
        await cluster.WatchAsync(() => LoseDatabaseAsync(cluster));
    }

    private async Task LoseDatabaseAsync(LocalCluster cluster)
    {
        var writer = new TimelineWriter(cluster, "asha");
        var enough = false;
        var writing = Task.Run(() => writer.WriteUntilAsync(() => Volatile.Read(ref enough)));
        var run = FollowedRun.Start([cluster.Gateway(0).Client, cluster.Gateway(1).Client], "ravi", "Is this bill right?", await ScannedBill.Base64Async(pages: 6));
        await run.SeenAsync("progress");
        await WrittenAsync(10);

        await cluster.Database.CrashAsync();
        var before = writer.Acknowledged;
        foreach (var node in cluster.Nodes)
            await Poll.UntilAsync(async () => await node.ReadinessAsync() == HttpStatusCode.ServiceUnavailable);
        using (var refused = await cluster.Gateway(1).Client.PostAsJsonAsync("/chat/", new { user_id = "ravi", message = "What is gout?" }))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await refused.Content.ReadAsStringAsync());
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        await Task.Delay(Extent.Outage);
        foreach (var node in cluster.Nodes)
            (await node.GetAsync("/health/liveness")).ShouldContain("alive", customMessage: "whoever waits for a database is not to be killed for it");
        await cluster.Database.StartAgainAsync();

        await cluster.UntilReadyAsync();
        await WrittenAsync(before + 10);
        await run.Ended;
        run.ShouldBeWhole();
        Volatile.Write(ref enough, true);
        await writing;
        await writer.ShouldHaveLostNothingAsync();
        var asked = FollowedRun.Start([cluster.Gateway(1).Client], "ravi", "What is gout?");
        await asked.Ended;
        asked.ShouldBeWhole();
        output.WriteLine($"PostgreSQL away for {Extent.Outage.TotalSeconds:0} s: {writer.Acknowledged} events acknowledged ({before} before), none lost, "
            + $"{writer.Refused} times told to come again; the run begun before ended completed, {run.Events.Count} events, each once");

        Task WrittenAsync(int count) => Poll.UntilAsync(async () =>
        {
            if (writing.IsFaulted)
                await writing;
            return writer.Acknowledged > count;
        });
    }
}
