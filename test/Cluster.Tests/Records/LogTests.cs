using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using MediAgents.Cluster.Tests.Processes;
using MediAgents.Cluster.Tests.Runs;

namespace MediAgents.Cluster.Tests.Records;

/// <summary>All nodes log all they can; neither secrets nor a patient's words are in it.</summary>
[NeedsServers]
public sealed class LogTests
{
    private const string DashboardKey = "planted-dashboard-key-0815";
    private const string ServiceKey = "planted-service-key-that-is-long-enough-4711";
    private const string User = "planted.user@example.org";

    private static readonly string[] Words = [User, "Kavithala Deshpandrikar", "Wuthering Gulch", "Melisandria Plantova", "Hortensia Plantworthy"];

    [StoreFact]
    public async Task Nodes_that_log_everything_log_no_secret_and_no_word_of_a_patient()
    {
        await using var cluster = await LocalCluster.StartAsync(
            ("LOG_LEVEL", "debug"),
            ("DASHBOARD_KEY", DashboardKey),
            ("API_KEYS", $"service:tests:{ServiceKey}"));
        for (var number = 0; number < 2; number++)
            cluster.Gateway(number).Client.DefaultRequestHeaders.Add("X-API-Key", ServiceKey);

        await PlantAsync(cluster.Gateway(0).Client);
        await SeeDashboardAsync(cluster.Silo(0).Client);
        await cluster.Silo(1).KillAsync(); // what a break is told with
        await AskAsync(cluster.Gateway(1).Client);
        await cluster.Database.CrashAsync();
        await Poll.UntilAsync(async () => await cluster.Silo(0).ReadinessAsync() == System.Net.HttpStatusCode.ServiceUnavailable);
        await cluster.Database.StartAgainAsync();
        await cluster.Silo(0).UntilReadyAsync();
        await cluster.Silo(0).TerminateAsync();
        await cluster.Gateway(0).TerminateAsync();

        var log = string.Join('\n', cluster.Logs);
        log.ShouldContain("Orleans", customMessage: "everything was to be logged");
        log.ShouldContain("listens on");
        string[] secrets = [.. Secrets(cluster.Settings), DashboardKey, ServiceKey];
        secrets.Where(secret => log.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        Words.Where(word => log.Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    /// <summary>The keys, and the password that both servers have, as it is and as it stands in a URL.</summary>
    private static IEnumerable<string> Secrets(Dictionary<string, string> settings)
    {
        var inUrl = settings["DATABASE_URL"].Split(':')[2].Split('@')[0];
        return [settings["ENCRYPTION_KEY"], settings["USER_HASH_KEY"], inUrl, Uri.UnescapeDataString(inUrl)];
    }

    private static async Task PlantAsync(HttpClient gateway)
    {
        using var profile = await gateway.PutAsJsonAsync("/profile/", new { user_id = User, name = Words[1] });
        profile.IsSuccessStatusCode.ShouldBeTrue(await profile.Content.ReadAsStringAsync());
        using var noted = await gateway.PostAsJsonAsync("/timeline/event", new { user_id = User, type = "note", title = Words[2], occurred_at = "2026-03-07" });
        noted.IsSuccessStatusCode.ShouldBeTrue(await noted.Content.ReadAsStringAsync());
        using var bill = await gateway.PostAsJsonAsync("/analyze", new
        {
            user_id = User,
            file_content = Convert.ToBase64String(Encoding.UTF8.GetBytes($"Patient: {Words[4]}\nElectrocardiogram (ECG)   03/11/2026   1   175.00   175.00\n")),
        });
        bill.IsSuccessStatusCode.ShouldBeTrue(await bill.Content.ReadAsStringAsync());
        await AskAsync(gateway);
    }

    private static async Task AskAsync(HttpClient gateway)
    {
        var asked = FollowedRun.Start([gateway], User, $"What are the symptoms of angina? I am {Words[3]}.");
        await asked.Ended;
        asked.ShouldBeWhole();
    }

    private static async Task SeeDashboardAsync(HttpClient silo)
    {
        using var closed = await silo.GetAsync(new Uri("/dashboard/", UriKind.Relative));
        closed.StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dashboard/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DashboardKey);
        using var open = await silo.SendAsync(request);
        open.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
