using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MediAgents.Cluster.Tests.Processes;
using MediAgents.Cluster.Tests.Runs;

namespace MediAgents.Cluster.Tests.Records;

/// <summary>Erasing a patient whose grains live in both silos, while both gateways are used.</summary>
[NeedsServers]
public sealed class ErasureTests(LocalCluster cluster) : IClassFixture<LocalCluster>
{
    private const string User = "olga";

    [StoreFact]
    public async Task After_an_erasure_neither_gateway_finds_anything_and_a_run_under_way_leaves_nothing()
    {
        using (var added = await cluster.Gateway(0).Client.PostAsJsonAsync("/timeline/event", new { user_id = User, type = "note", title = "Gout", occurred_at = "2024-05" }))
            added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var runs = Enumerable.Range(0, 8).Select(number => FollowedRun.Start([cluster.Gateway(number % 2).Client], User, "What is gout?")).ToList();
        await Task.WhenAll(runs.Select(run => run.Ended));
        var underWay = FollowedRun.Start([cluster.Gateway(1).Client], User, "Is this bill right?", await ScannedBill.Base64Async(pages: 8));
        await underWay.SeenAsync("progress");
        var ids = await Task.WhenAll(runs.Append(underWay).Select(run => run.IdAsync()));

        var certificate = await EraseAsync(0);
        certificate.GetProperty("keys_destroyed").GetArrayLength().ShouldBe(1);
        certificate.GetProperty("removed").GetProperty("grains").GetInt64().ShouldBeGreaterThan(runs.Count);

        foreach (var gateway in new[] { cluster.Gateway(0), cluster.Gateway(1) })
        {
            JsonElement.Parse(await gateway.GetAsync($"/chat/sessions?user_id={User}")).GetProperty("sessions").GetArrayLength().ShouldBe(0);
            JsonElement.Parse(await gateway.GetAsync($"/timeline/?user_id={User}")).GetProperty("events").GetArrayLength().ShouldBe(0);
            foreach (var id in ids)
            {
                using var tail = await gateway.Client.GetAsync(new Uri($"/chat/runs/{id}/events?user_id={User}", UriKind.Relative));
                tail.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            }
        }

        (await EraseAsync(1)).GetProperty("removed").EnumerateObject().Sum(area => area.Value.GetInt64()).ShouldBe(0, "nothing was stored after the erasure");
    }

    private async Task<JsonElement> EraseAsync(int gateway)
    {
        using var response = await cluster.Gateway(gateway).Client.DeleteAsync(new Uri($"/records/?user_id={User}&confirm=erase", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).Clone();
    }
}
