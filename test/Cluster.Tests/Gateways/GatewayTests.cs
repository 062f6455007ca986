using System.Globalization;
using System.Net;
using MediAgents.Cluster.Tests.Processes;
using MediAgents.Cluster.Tests.Runs;

namespace MediAgents.Cluster.Tests.Gateways;

/// <summary>Gateways hold nothing: any of them serves any run.</summary>
[NeedsServers]
public sealed class GatewayTests(LocalCluster cluster) : IClassFixture<LocalCluster>
{
    [StoreFact]
    public async Task A_reader_may_go_on_at_another_gateway_after_its_last_event()
    {
        var first = FollowedRun.Start([cluster.Gateway(0).Client], "asha", "What are the symptoms of angina?");
        await first.Ended;
        first.ShouldBeWhole();
        var half = first.Events.Count / 2;

        var rest = await TailAsync(1, await first.IdAsync(), half);

        rest.Select(one => one.Id).ShouldBe(first.Events.Skip(half).Select(one => one.Id));
        rest.Select(one => one.Type).ShouldBe(first.Events.Skip(half).Select(one => one.Type));
    }

    [StoreFact]
    public async Task A_run_goes_on_when_the_gateway_that_asked_for_it_is_killed()
    {
        var run = FollowedRun.Start([cluster.Gateway(0).Client, cluster.Gateway(1).Client], "ravi", "Is this bill right?", await ScannedBill.Base64Async(pages: 8));
        await run.SeenAsync("progress");

        await cluster.Gateway(0).KillAsync();
        await run.Ended;

        run.ShouldBeWhole();
        run.Reconnects.ShouldBeGreaterThan(0);
        cluster.StartGateway(0);
        await cluster.UntilReadyAsync();
        (await TailAsync(0, await run.IdAsync(), after: 0)).Select(one => one.Id).ShouldBe(run.Events.Select(one => one.Id));
    }

    private async Task<IReadOnlyList<SseEvent>> TailAsync(int gateway, string run, int after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/runs/{run}/events?user_id={(after > 0 ? "asha" : "ravi")}");
        if (after > 0)
            request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        using var response = await cluster.Gateway(gateway).Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await SseEvents.ReadAllAsync(response);
    }
}
