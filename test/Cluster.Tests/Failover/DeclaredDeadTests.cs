using MediAgents.Cluster.Tests.Processes;
using MediAgents.Cluster.Tests.Runs;
using Xunit.Abstractions;

namespace MediAgents.Cluster.Tests.Failover;

/// <summary>A silo stands still for so long that the other one takes it for dead.</summary>
[NeedsServers]
public sealed class DeclaredDeadTests(ITestOutputHelper output)
{
    [StoreFact]
    public async Task A_silo_that_was_declared_dead_ends_and_joins_as_a_new_one_when_started_again()
    {
        await using var cluster = await LocalCluster.StartAsync();
        var before = await cluster.RunCallsAsync();
        var run = FollowedRun.Start([cluster.Gateway(0).Client, cluster.Gateway(1).Client], "asha", "Is this bill right?", await ScannedBill.Base64Async(pages: 12));
        await run.SeenAsync("progress");
        var owner = await cluster.OwnerOfRunAsync(before);
        var first = await GenerationsAsync(cluster);

        cluster.Silo(owner).Freeze();
        await run.Ended; // on the other one
        run.ShouldBeWhole();
        cluster.Silo(owner).Thaw();
        var exit = await cluster.Silo(owner).EndAsync();
        exit.ShouldNotBe(0, "whoever looks after the process is to start it again");

        cluster.StartSilo(owner);
        await cluster.UntilReadyAsync();
        (await GenerationsAsync(cluster)).Except(first).ShouldHaveSingleItem();
        var next = FollowedRun.Start([cluster.Gateway(0).Client], "asha", "What is gout?");
        await next.Ended;
        next.ShouldBeWhole();
        output.WriteLine($"the frozen silo's run completed on the other ({run.Events.Count} events, each once); thawed, it ended with exit code {exit}, and joined anew");
    }

    /// <summary>Which lives of silos are active members.</summary>
    private static async Task<List<string>> GenerationsAsync(LocalCluster cluster)
    {
        const int active = 3;
        await using var connection = await cluster.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT port || '@' || generation FROM mediagents_cluster.silo WHERE status = $1";
        command.Parameters.Add(new() { Value = active });
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
            found.Add(rows.GetString(0));
        return found;
    }
}
