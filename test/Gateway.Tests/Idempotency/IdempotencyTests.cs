using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Idempotency;

public sealed class IdempotencyTests(RunningServer server) : IClassFixture<RunningServer>
{
    private readonly string user = $"patient-{Guid.NewGuid():N}";

    /// <summary>A message of MCP is a POST by its transport only; what it asks for has an id of the protocol's.</summary>
    [Fact]
    public async Task Every_post_but_mcps_takes_a_key()
    {
        var paths = JsonElement.Parse(await server.Client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative))).GetProperty("paths");

        foreach (var path in paths.EnumerateObject().Where(path => path.Name != "/mcp" && path.Value.TryGetProperty("post", out _)))
        {
            path.Value.GetProperty("post").GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString())
                .ShouldContain("Idempotency-Key", path.Name);
        }
    }

    [Fact]
    public async Task The_same_key_and_event_are_one_event()
    {
        var body = new { user_id = user, type = "note", title = "Once", occurred_at = "2020" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => PostAsync("/timeline/event", body, "once")));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        var replies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        replies.Distinct().ShouldHaveSingleItem();
        var page = await RunningServer.JsonAsync(server.GetAsync($"/events/?user_id={user}"));
        page.GetProperty("events").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_on_another_event_is_refused()
    {
        await RunningServer.JsonAsync(PostAsync("/timeline/event", new { user_id = user, type = "note", title = "A", occurred_at = "2020" }, "k"), HttpStatusCode.Created);

        await RunningServer.ShouldBeProblemAsync(
            PostAsync("/timeline/event", new { user_id = user, type = "note", title = "B", occurred_at = "2020" }, "k"),
            HttpStatusCode.UnprocessableEntity,
            "Idempotency-Key");
    }

    [Fact]
    public async Task How_a_request_is_written_makes_no_other_request()
    {
        using var first = await RawAsync($$"""{"user_id":"{{user}}","type":"note","title":"A","occurred_at":"2020"}""");
        using var second = await RawAsync($$"""{ "occurred_at": "2020", "title": "\u0041", "type": "note", "user_id": "{{user}}" }""");

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_key_of_one_user_is_nothing_to_another()
    {
        var first = await RunningServer.JsonAsync(PostAsync("/timeline/event", new { user_id = user, type = "note", title = "A", occurred_at = "2020" }, "shared"), HttpStatusCode.Created);
        var second = await RunningServer.JsonAsync(PostAsync("/timeline/event", new { user_id = user + "2", type = "note", title = "B", occurred_at = "2020" }, "shared"), HttpStatusCode.Created);

        second.GetProperty("id").GetString().ShouldNotBe(first.GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_same_key_and_question_are_one_run_told_again_from_its_beginning()
    {
        var body = new { user_id = user, message = "What is gout?", stream = true };
        using var asked = await PostAsync("/chat/", body, "question");
        var first = await SseEvents.ReadAllAsync(asked);

        using var repeated = await PostAsync("/chat/", body, "question");
        var again = await SseEvents.ReadAllAsync(repeated);

        again.Select(one => one.Json.GetRawText()).ShouldBe(first.Select(one => one.Json.GetRawText()));
        var session = first[0].Json.GetProperty("session_id").GetString();
        var history = await RunningServer.JsonAsync(server.GetAsync($"/chat/history?user_id={user}&session_id={session}"));
        history.GetProperty("messages").EnumerateArray().Count(message => message.GetProperty("role").GetString() == "user").ShouldBe(1);
        await RunningServer.ShouldBeProblemAsync(
            PostAsync("/chat/", new { user_id = user, message = "What is flu?", stream = true }, "question"),
            HttpStatusCode.UnprocessableEntity,
            "Idempotency-Key");
    }

    [Fact]
    public async Task A_question_is_repeated_once_many_others_were_asked_and_is_still_one()
    {
        var first = await RunningServer.JsonAsync(PostAsync("/chat/", new { user_id = user, message = "What is gout?" }, "early"));
        var session = first.GetProperty("session_id").GetString();
        for (var number = 0; number < 22; number++)
            await server.AskAsync(user, "What is flu?", session);

        var again = await RunningServer.JsonAsync(PostAsync("/chat/", new { user_id = user, message = "What is gout?" }, "early"));

        again.GetRawText().ShouldBe(first.GetRawText());
        var history = await RunningServer.JsonAsync(server.GetAsync($"/chat/history?user_id={user}&session_id={session}&limit=200"));
        history.GetProperty("messages").EnumerateArray().Count(message => message.GetProperty("text").GetString() == "What is gout?").ShouldBe(1);
    }

    [Fact]
    public async Task Keys_of_two_operations_never_meet()
    {
        var chat = await RunningServer.JsonAsync(PostAsync("/chat/", new { user_id = user, message = "What is gout?" }, "same"));
        var run = await RunningServer.JsonAsync(PostAsync("/chat/run", new { user_id = user, query = "What is gout?" }, "same"));
        var again = await RunningServer.JsonAsync(PostAsync("/chat/run", new { user_id = user, query = "What is gout?" }, "same"));

        run.GetProperty("run_id").GetString().ShouldNotBe(chat.GetProperty("run_id").GetString());
        again.GetProperty("run_id").GetString().ShouldBe(run.GetProperty("run_id").GetString());
    }

    [Fact]
    public async Task The_same_key_and_file_are_one_audit_in_a_form_of_whatever_boundary()
    {
        var first = await RunningServer.JsonAsync(UploadAsync("boundary-one", "ECG  1  100.00"));
        var second = await RunningServer.JsonAsync(UploadAsync("boundary-two", "ECG  1  100.00"));

        second.GetRawText().ShouldBe(first.GetRawText());
        await RunningServer.ShouldBeProblemAsync(UploadAsync("boundary-one", "ECG  2  200.00"), HttpStatusCode.UnprocessableEntity, "Idempotency-Key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("tab\there")]
    [InlineData("longest")]
    public async Task A_malformed_key_is_a_problem(string key)
    {
        var sent = key == "longest" ? new string('k', 256) : key;
        await RunningServer.ShouldBeProblemAsync(
            PostAsync("/timeline/event", new { user_id = user, type = "note", title = "A", occurred_at = "2020" }, sent),
            HttpStatusCode.BadRequest,
            "Idempotency-Key");
        await RunningServer.ShouldBeProblemAsync(PostAsync("/chat/", new { user_id = user, message = "What is gout?" }, sent), HttpStatusCode.BadRequest, "Idempotency-Key");
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body, string key) =>
        server.SendAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key));

    private async Task<HttpResponseMessage> RawAsync(string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/timeline/event") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "written");
        return await server.Client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> UploadAsync(string boundary, string bill)
    {
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(bill));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using var form = new MultipartFormDataContent(boundary) { { new StringContent(user), "user_id" }, { file, "file", "bill.txt" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/analyze") { Content = form };
        request.Headers.Add("Idempotency-Key", "upload");
        return await server.Client.SendAsync(request);
    }
}
