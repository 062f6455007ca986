using System.Net;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Chat;

public sealed class ChatStreamTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Question = "What are the symptoms of angina?";

    [Fact]
    public async Task Events_come_in_order_and_without_gap_and_end_once()
    {
        var events = await server.AskAsync("alice", Question);

        events.Select(one => one.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        events[0].Type.ShouldBe("run.started");
        events[1].Type.ShouldBe("route.decided");
        events[^1].Type.ShouldBe("answer.completed");
        events.Count(one => one.Type is "answer.completed" or "run.failed" or "run.cancelled").ShouldBe(1);
        events.ShouldAllBe(one => one.Json.GetProperty("seq").GetInt64() == one.Id && one.Json.GetProperty("type").GetString() == one.Type);
    }

    [Fact]
    public async Task The_answer_is_cited_and_says_once_that_it_is_no_diagnosis()
    {
        var events = await server.AskAsync("alice", Question);

        var answer = events[^1].Data;
        var cited = events.Where(one => one.Type == "citation").Select(one => one.Data.GetProperty("id").GetString()).ToList();
        cited.ShouldNotBeEmpty();
        answer.GetProperty("citations").EnumerateArray().Select(id => id.GetString()).ShouldBeSubsetOf(cited);
        var text = answer.GetProperty("text").GetString()!;
        text.ShouldContain("[c1]");
        text.Split("not a diagnosis").Length.ShouldBe(2);
        answer.GetProperty("level").GetString().ShouldBe("high");
    }

    [Fact]
    public async Task The_deltas_joined_are_the_answer()
    {
        var events = await server.AskAsync("alice", "How is migraine treated, and I have crushing chest pain with sweating now");

        string.Concat(events.Where(one => one.Type == "answer.delta").Select(one => one.Data.GetProperty("text").GetString()))
            .ShouldBe(events[^1].Data.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_red_flag_comes_before_the_route_and_opens_the_answer()
    {
        var events = await server.AskAsync("alice", "I have crushing chest pain and I am sweating, the pain goes to my left arm");

        var finding = events.First(one => one.Type == "finding");
        finding.Data.GetProperty("kind").GetString().ShouldBe("red_flag");
        finding.Id.ShouldBeLessThan(events.First(one => one.Type == "route.decided").Id);
        events[^1].Data.GetProperty("text").GetString()!.ShouldStartWith("Seek emergency care now");
    }

    [Fact]
    public async Task What_the_collection_does_not_hold_is_refused()
    {
        var events = await server.AskAsync("alice", "How do I bleed the brakes of a motorcycle?");

        var answer = events[^1].Data;
        answer.GetProperty("level").GetString().ShouldBe("refused");
        answer.GetProperty("citations").GetArrayLength().ShouldBe(0);
        events.ShouldNotContain(one => one.Type == "citation");
    }

    [Fact]
    public async Task Without_stream_the_reply_is_one_json_with_answer_citations_and_route()
    {
        using var response = await server.PostAsync("/chat/", new { user_id = "alice", message = Question, stream = false });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var reply = await RunningServer.JsonAsync(response);
        reply.GetProperty("run_id").GetString()!.ShouldStartWith("r_");
        reply.GetProperty("session_id").GetString()!.ShouldStartWith("s_");
        reply.GetProperty("message_id").GetString()!.ShouldStartWith("m_");
        reply.GetProperty("answer").GetProperty("level").GetString().ShouldBe("high");
        reply.GetProperty("citations").GetArrayLength().ShouldBeGreaterThan(0);
        reply.GetProperty("route").GetProperty("mode").GetString().ShouldBe("single");
        reply.GetProperty("route").GetProperty("agents")[0].GetProperty("kind").GetString().ShouldBe("cardiologist");
    }

    [Fact]
    public async Task Chat_run_takes_retrieval_limits()
    {
        using var one = await server.PostAsync("/chat/run", new { user_id = "alice", query = Question, top_k = 1 });
        using var none = await server.PostAsync("/chat/run", new { user_id = "alice", query = Question, similarity_threshold = 1.0 });

        (await RunningServer.JsonAsync(one)).GetProperty("citations").GetArrayLength().ShouldBe(1);
        (await RunningServer.JsonAsync(none)).GetProperty("answer").GetProperty("level").GetString().ShouldBe("refused");
    }

    [Fact]
    public async Task A_question_of_two_specialties_is_put_to_a_council()
    {
        var events = await server.AskAsync(
            "alice",
            "I have palpitations and an irregular heartbeat, and also severe knee joint pain and swelling since I twisted my knee playing football.");

        var route = events.Single(one => one.Type == "route.decided").Data;
        route.GetProperty("mode").GetString().ShouldBe("council");
        var kinds = route.GetProperty("agents").EnumerateArray().Select(agent => agent.GetProperty("kind").GetString()).ToList();
        kinds.ShouldContain("cardiologist");
        kinds.ShouldContain("orthopedist");
        events.Count(one => one.Type == "agent.completed").ShouldBe(kinds.Count);
        Ids(events[^1].Data.GetProperty("agents")).ShouldBe(kinds, ignoreOrder: true);
    }

    [Fact]
    public async Task A_follow_up_goes_to_the_agent_of_the_question_before()
    {
        var first = await server.AskAsync("bob", "What is frozen shoulder?");
        var session = first[0].Json.GetProperty("session_id").GetString()!;
        // The answer reaches its reader before the conversation, which is what the second question goes by.
        await Poll.UntilAsync(async () => (await RolesAsync("bob", session)).Contains("assistant"));

        var second = await server.AskAsync("bob", "and how is it treated?", session);

        second[^1].Data.GetProperty("agents")[0].GetString().ShouldBe(first[^1].Data.GetProperty("agents")[0].GetString());
        second[^1].Data.GetProperty("text").GetString()!.ShouldContain("shoulder");
    }

    private async Task<IEnumerable<string?>> RolesAsync(string user, string session)
    {
        var history = await RunningServer.JsonAsync(server.GetAsync($"/chat/history?user_id={user}&session_id={session}"));
        return history.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());
    }

    private static List<string?> Ids(JsonElement array) => [.. array.EnumerateArray().Select(id => id.GetString())];
}
