using System.Net;
using System.Net.Http.Headers;

namespace MediAgents.Gateway.Tests.Chat;

public sealed class RunsTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Question = "How is high blood pressure treated?";

    [Fact]
    public async Task Reconnecting_with_last_event_id_repeats_nothing_and_leaves_no_gap()
    {
        var events = await server.AskAsync("alice", Question);
        var run = events[0].Json.GetProperty("run_id").GetString();

        for (var seen = 0; seen < events.Count; seen++)
        {
            using var response = await TailAsync(run!, "alice", seen);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            (await SseEvents.ReadAllAsync(response)).Select(one => one.Id).ShouldBe(events.Skip(seen).Select(one => one.Id));
        }
    }

    [Fact]
    public async Task Past_the_last_event_of_a_finished_run_there_is_no_content()
    {
        var events = await server.AskAsync("alice", Question);

        using var response = await TailAsync(RunOf(events), "alice", events.Count);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("100000")]
    public async Task A_last_event_id_that_is_none_is_a_problem(string lastEventId)
    {
        var events = await server.AskAsync("alice", Question);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/runs/{RunOf(events)}/events?user_id=alice");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);

        using var response = await server.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RunningServer.JsonAsync(response)).GetProperty("field").GetString().ShouldBe("Last-Event-ID");
    }

    [Fact]
    public async Task Another_users_run_and_no_run_look_the_same()
    {
        var events = await server.AskAsync("alice", Question);
        var run = RunOf(events);
        var absent = run[..^4] + (run.EndsWith("0000", StringComparison.Ordinal) ? "1111" : "0000");

        using var anothers = await TailAsync(run, "mallory", 0);
        using var nobodys = await TailAsync(absent, "mallory", 0);
        using var cancelled = await server.Client.DeleteAsync(new Uri($"/chat/runs/{run}?user_id=mallory", UriKind.Relative));

        anothers.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        cancelled.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await anothers.Content.ReadAsStringAsync()).ShouldBe(await nobodys.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Cancelling_a_finished_run_changes_nothing()
    {
        var events = await server.AskAsync("alice", Question);

        using var response = await server.Client.DeleteAsync(new Uri($"/chat/runs/{RunOf(events)}?user_id=alice", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RunningServer.JsonAsync(response)).GetProperty("status").GetString().ShouldBe("completed");
        (await RunningServer.JsonAsync(response)).GetProperty("last_seq").GetInt64().ShouldBe(events.Count);
    }

    [Fact]
    public async Task A_disconnect_does_not_stop_the_run()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { user_id = "alice", message = Question, stream = true }),
        };
        string run;
        using (var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            run = "";
            await foreach (var one in SseEvents.ReadAsync(response))
            {
                run = one.Json.GetProperty("run_id").GetString()!;
                break;
            }
        }

        using var tail = await TailAsync(run, "alice", 0);
        (await SseEvents.ReadAllAsync(tail))[^1].Type.ShouldBe("answer.completed");
    }

    private static string RunOf(IReadOnlyList<SseEvent> events) => events[0].Json.GetProperty("run_id").GetString()!;

    private Task<HttpResponseMessage> TailAsync(string run, string user, long lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/runs/{run}/events?user_id={user}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId > 0)
            request.Headers.Add("Last-Event-ID", lastEventId.ToString());
        return server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
