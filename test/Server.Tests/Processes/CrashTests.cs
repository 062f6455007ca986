using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;

namespace MediAgents.Server.Tests.Processes;

/// <summary>The process is killed in the middle of runs and started again on the same data.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Runs = 150;
    private const int Attempts = 6;

    private static readonly string[] Questions =
    [
        "What are the symptoms of angina?",
        "I have palpitations and an irregular heartbeat, and also severe knee joint pain since I twisted it.",
        "How is migraine treated?",
        "What is gout?",
    ];

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-crash-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task A_killed_servers_runs_finish_after_the_restart_without_gap_or_repeat()
    {
        var interrupted = 0;
        for (var attempt = 0; attempt < Attempts && interrupted == 0; attempt++)
        {
            var seen = await RunUntilKilledAsync();
            using var restarted = await ServerProcess.StartAsync(directory.FullName);
            foreach (var (run, before) in seen)
            {
                if (EndsRun(before[^1]))
                    continue;
                interrupted++;
                await ShouldFinishAsync(restarted.Client, run, before);
            }
        }

        interrupted.ShouldBeGreaterThan(0, "no run was caught in the middle");
    }

    [Fact]
    public async Task What_was_shown_before_the_kill_is_what_the_log_holds_after_it()
    {
        var seen = await RunUntilKilledAsync();

        using var restarted = await ServerProcess.StartAsync(directory.FullName);

        seen.ShouldNotBeEmpty();
        foreach (var (run, before) in seen)
        {
            using var response = await TailAsync(restarted.Client, run, 0);
            var logged = await SseEvents.ReadAllAsync(response);
            logged.Take(before.Count).Select(one => one.Json.GetRawText()).ShouldBe(before.Select(one => one.Json.GetRawText()));
        }
    }

    [Fact]
    public async Task Sigterm_drains_and_ends_in_good_order()
    {
        using var server = await ServerProcess.StartAsync(directory.FullName);
        using var response = await server.Client.PostAsJsonAsync("/chat/", new { user_id = "alice", message = Questions[0] });

        (await server.TerminateAsync()).ShouldBe(0);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Starts many runs at once and kills the process once some have shown something; what each reader saw.</summary>
    private async Task<Dictionary<string, List<SseEvent>>> RunUntilKilledAsync()
    {
        var seen = new ConcurrentDictionary<string, List<SseEvent>>(StringComparer.Ordinal);
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = await ServerProcess.StartAsync(directory.FullName);
        var readers = Enumerable.Range(0, Runs).Select(i => Task.Run(() => ReadAsync(server.Client, i, seen, shown))).ToList();

        await shown.Task.WaitAsync(TimeSpan.FromSeconds(40));
        await server.KillAsync();
        await Task.WhenAll(readers);
        return new Dictionary<string, List<SseEvent>>(seen);
    }

    private static async Task ReadAsync(
        HttpClient client,
        int reader,
        ConcurrentDictionary<string, List<SseEvent>> seen,
        TaskCompletionSource shown)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/")
        {
            Content = JsonContent.Create(new { user_id = "alice", message = Questions[reader % Questions.Length], stream = true }),
        };
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await foreach (var one in SseEvents.ReadAsync(response))
            {
                seen.GetOrAdd(one.Json.GetProperty("run_id").GetString()!, _ => []).Add(one);
                if (seen.Count > Runs / 4)
                    shown.TrySetResult();
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or System.Text.Json.JsonException)
        {
            // The server was killed under this reader, perhaps in the middle of a line.
        }
    }

    private static async Task ShouldFinishAsync(HttpClient client, string run, List<SseEvent> before)
    {
        using var response = await TailAsync(client, run, before[^1].Id);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var after = await SseEvents.ReadAllAsync(response);

        var ids = before.Concat(after).Select(one => one.Id).ToList();
        ids.ShouldBe(Enumerable.Range(1, ids.Count).Select(i => (long)i));
        after[^1].Type.ShouldBe("answer.completed");
        before.Concat(after).Count(EndsRun).ShouldBe(1);
    }

    private static async Task<HttpResponseMessage> TailAsync(HttpClient client, string run, long lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/runs/{run}/events?user_id=alice");
        if (lastEventId > 0)
            request.Headers.Add("Last-Event-ID", lastEventId.ToString());
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static bool EndsRun(SseEvent one) => one.Type is "answer.completed" or "run.failed" or "run.cancelled";
}
