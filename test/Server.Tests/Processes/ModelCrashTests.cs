using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using MediAgents.ModelServer;
using MediAgents.ModelServer.Replies;

namespace MediAgents.Server.Tests.Processes;

/// <summary>The process is killed while a model writes, and started again on the same data: the model is asked anew.</summary>
public sealed class ModelCrashTests : IAsyncLifetime
{
    private const int Runs = 16;
    private const string Question = "How is migraine treated?";
    private const string Anew = "Rest in a dark room. [c1] Painkillers help. [c2]";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-crash-");
    private ScriptedModelServer model = null!;

    public async Task InitializeAsync() => model = await ScriptedModelServer.StartAsync();

    public async Task DisposeAsync()
    {
        await model.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_shown_stays_and_each_agent_begins_anew_and_answers_once()
    {
        model.Always(EndlessWords());
        var seen = await ShowUntilKilledAsync(Runs / 2);
        var asked = model.Requests.Count;
        model.Always(Reply.Text("Rest in a ", "dark room. [k1] ", "Painkillers help. [k2]").Paced(TimeSpan.FromMilliseconds(20)).WithUsage(700, 12));

        using var restarted = await StartAsync();
        foreach (var (run, before) in seen)
        {
            var events = await EventsAsync(restarted.Client, run, after: 0);
            events.Take(before.Count).Select(one => one.Json.GetRawText()).ShouldBe(before.Select(one => one.Json.GetRawText()));
            (await EventsAsync(restarted.Client, run, before[^1].Id)).Select(one => one.Id).ShouldBe(events.Skip(before.Count).Select(one => one.Id));
            ShouldHaveBegunAnew(events, before);
            await ShouldBeInHistoryOnceAsync(restarted.Client, events);
        }

        seen.Values.Count(HasSpoken).ShouldBeGreaterThanOrEqualTo(Runs / 2);
        (model.Requests.Count - asked).ShouldBeInRange(seen.Count, Runs);
    }

    [Fact]
    public async Task A_killed_stream_of_the_openai_format_is_found_by_its_run_with_the_whole_answer()
    {
        model.Always(EndlessWords());
        string run;
        using (var server = await StartAsync())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
            {
                Content = JsonContent.Create(new { model = "mediagents", user = "alice", stream = true, messages = new[] { new { role = "user", content = Question } } }),
            };
            using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            run = JsonElement.Parse((await reader.ReadLineAsync())!["data: ".Length..]).GetProperty("mediagents").GetProperty("run_id").GetString()!;
            while (!(await reader.ReadLineAsync())!.Contains("word 9"))
            {
                // Until the model is in the middle of its answer.
            }

            await server.KillAsync();
        }

        model.Always(Reply.Text("Rest in a ", "dark room. [k1] ", "Painkillers help. [k2]"));
        using var restarted = await StartAsync();

        var events = await EventsAsync(restarted.Client, run, after: 0);
        SaidIn(events).ShouldContain("word 8 word 9");
        ShouldHaveBegunAnew(events, before: []);
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(
        directory.FullName,
        ("OPENAI_BASE_URL", model.BaseUrl.ToString()),
        ("MODEL_RETRIES", "0"));

    /// <summary>More than the server lives to hear.</summary>
    private static Reply EndlessWords() =>
        Reply.Text([.. Enumerable.Range(1, 5_000).Select(number => number % 20 == 0 ? $"word {number}. [k1] " : $"word {number} ")]).Paced(TimeSpan.FromMilliseconds(20));

    /// <summary>Starts all runs and kills the server once so many show words of the model; what each reader saw of the runs that did.</summary>
    private async Task<Dictionary<string, List<SseEvent>>> ShowUntilKilledAsync(int speaking)
    {
        var seen = new ConcurrentDictionary<int, List<SseEvent>>();
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = await StartAsync();
        var readers = Enumerable.Range(0, Runs).Select(reader => Task.Run(() => ReadAsync(server.Client, seen.GetOrAdd(reader, []), () =>
        {
            if (seen.Values.Count(HasSpoken) >= speaking)
                shown.TrySetResult();
        }))).ToList();
        await shown.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await server.KillAsync();
        await Task.WhenAll(readers);
        return seen.Values.Where(events => events.Count > 0).ToDictionary(events => events[0].Json.GetProperty("run_id").GetString()!);
    }

    private static bool HasSpoken(List<SseEvent> events)
    {
        lock (events)
            return events.Count(one => one.Type == "agent.delta") >= 3;
    }

    private static async Task ReadAsync(HttpClient client, List<SseEvent> seen, Action changed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/")
        {
            Content = JsonContent.Create(new { user_id = "alice", message = Question, stream = true }),
        };
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await foreach (var one in SseEvents.ReadAsync(response))
            {
                lock (seen)
                    seen.Add(one);
                changed();
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or JsonException)
        {
            // The server was killed under this reader, perhaps in the middle of a line.
        }
    }

    private static async Task<IReadOnlyList<SseEvent>> EventsAsync(HttpClient client, string run, long after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/runs/{run}/events?user_id=alice");
        if (after > 0)
            request.Headers.Add("Last-Event-ID", after.ToString());
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await SseEvents.ReadAllAsync(response);
    }

    /// <summary>One answer, of what was said after the kill; a run that had said nothing had nothing to begin anew.</summary>
    private static void ShouldHaveBegunAnew(IReadOnlyList<SseEvent> events, List<SseEvent> before)
    {
        events.Select(one => one.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(id => (long)id));
        events.Count(one => one.Type is "answer.completed" or "run.failed" or "run.cancelled").ShouldBe(1);
        var anew = events.ToList().FindLastIndex(one => one.Type == "agent.started");
        var hadSpoken = SaidIn(events).StartsWith("word 1", StringComparison.Ordinal);
        events.Count(one => one.Type == "agent.started").ShouldBe(hadSpoken ? 2 : 1);
        if (hadSpoken)
            anew.ShouldBeGreaterThanOrEqualTo(before.Count);
        SaidIn(events.Skip(anew)).ShouldBe(Anew);
        events[^1].Type.ShouldBe("answer.completed");
        events[^1].Data.GetProperty("text").GetString()!.ShouldStartWith(Anew);
        events[^1].Data.GetProperty("text").GetString()!.ShouldNotContain("word");
    }

    private static string SaidIn(IEnumerable<SseEvent> events) =>
        string.Concat(events.Where(one => one.Type == "agent.delta").Select(one => one.Data.GetProperty("text").GetString()));

    private static async Task ShouldBeInHistoryOnceAsync(HttpClient client, IReadOnlyList<SseEvent> events)
    {
        var session = events[0].Json.GetProperty("session_id").GetString();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        List<JsonElement> messages;
        do
        {
            var text = await client.GetStringAsync(new Uri($"/chat/history?session_id={session}&user_id=alice", UriKind.Relative), patience.Token);
            messages = [.. JsonElement.Parse(text).GetProperty("messages").EnumerateArray()];
        }
        while (messages.Count < 2);
        messages.Select(message => message.GetProperty("text").GetString()).ShouldBe([Question, events[^1].Data.GetProperty("text").GetString()]);
    }
}
