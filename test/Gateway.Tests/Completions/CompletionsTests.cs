using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MediAgents.Gateway.Tests.Completions;

public sealed class CompletionsTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_question_is_answered_in_the_wire_format()
    {
        var completion = await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", Asking("asha", "What is gout?")));

        completion.GetProperty("object").GetString().ShouldBe("chat.completion");
        completion.GetProperty("id").GetString().ShouldStartWith("chatcmpl-r_");
        completion.GetProperty("model").GetString().ShouldBe("mediagents");
        var choice = completion.GetProperty("choices").EnumerateArray().ShouldHaveSingleItem();
        choice.GetProperty("finish_reason").GetString().ShouldBe("stop");
        choice.GetProperty("message").GetProperty("role").GetString().ShouldBe("assistant");
        var usage = completion.GetProperty("usage");
        usage.GetProperty("total_tokens").GetInt32().ShouldBe(usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32());
        completion.GetProperty("mediagents").GetProperty("level").GetString().ShouldNotBe("refused");
    }

    [Fact]
    public async Task Annotations_point_at_the_marks_of_their_sources()
    {
        var completion = await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", Asking("asha", "What is gout?")));

        var message = completion.GetProperty("choices")[0].GetProperty("message");
        var text = message.GetProperty("content").GetString()!;
        var citations = completion.GetProperty("mediagents").GetProperty("citations").EnumerateArray()
            .ToDictionary(citation => $"[{citation.GetProperty("id").GetString()}]", citation => citation.GetProperty("url").GetString());
        var annotations = message.GetProperty("annotations").EnumerateArray().Select(one => one.GetProperty("url_citation")).ToList();
        annotations.ShouldNotBeEmpty();
        foreach (var annotation in annotations)
        {
            var mark = text[annotation.GetProperty("start_index").GetInt32()..annotation.GetProperty("end_index").GetInt32()];
            citations[mark].ShouldBe(annotation.GetProperty("url").GetString());
        }
    }

    [Fact]
    public async Task Chunks_join_to_the_whole_answer_and_end_with_done()
    {
        var lines = await StreamAsync(Asking("asha", "How is migraine treated?", stream: true, usage: true));

        lines[^1].ShouldBe("[DONE]");
        var chunks = lines.SkipLast(1).Select(line => JsonElement.Parse(line)).ToList();
        chunks.ShouldAllBe(chunk => chunk.GetProperty("object").GetString() == "chat.completion.chunk");
        chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct().ShouldHaveSingleItem();
        chunks[0].GetProperty("choices")[0].GetProperty("delta").GetProperty("role").GetString().ShouldBe("assistant");
        chunks[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("stop");
        chunks[^1].GetProperty("choices").GetArrayLength().ShouldBe(0);
        chunks[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32().ShouldBeGreaterThan(0);
        var session = chunks[0].GetProperty("mediagents").GetProperty("session_id").GetString();
        (await AnswerInHistoryAsync("asha", session!)).ShouldBe(TextOf(chunks));
    }

    [Fact]
    public async Task The_same_question_streamed_and_whole_has_the_same_text()
    {
        var whole = await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", Asking("asha", "What is osteoporosis?")));
        var lines = await StreamAsync(Asking("asha", "What is osteoporosis?", stream: true));

        TextOf(lines.SkipLast(1).Select(line => JsonElement.Parse(line)))
            .ShouldBe(whole.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("mediagents-cardiologist", "cardiologist")]
    [InlineData("mediagents-general-physician", "general_physician")]
    public async Task A_specialist_is_asked_for_as_a_model(string model, string agent)
    {
        var completion = await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", Asking("asha", "How is migraine treated?", model: model)));

        completion.GetProperty("mediagents").GetProperty("agents").EnumerateArray().Select(kind => kind.GetString()).ShouldBe([agent]);
    }

    [Fact]
    public async Task A_follow_up_is_read_with_what_the_client_says_was_asked_before()
    {
        object[] messages =
        [
            new { role = "system", content = "You are a pirate." },
            new { role = "user", content = new[] { new { type = "text", text = "How is migraine treated?" } } },
            new { role = "assistant", content = "With triptans." },
            new { role = "user", content = "And how is it prevented?" },
        ];

        var completion = await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", new { model = "mediagents", user = "asha", messages }));

        completion.GetProperty("mediagents").GetProperty("agents").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["neurologist"]);
        completion.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!.ShouldContain("migraine", Case.Insensitive);
    }

    [Fact]
    public async Task A_session_named_in_the_metadata_goes_on()
    {
        var first = await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", Asking("asha", "How is migraine treated?")));
        var session = first.GetProperty("mediagents").GetProperty("session_id").GetString()!;

        var second = await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", Asking("asha", "And how is it prevented?", session: session)));

        second.GetProperty("mediagents").GetProperty("session_id").GetString().ShouldBe(session);
        second.GetProperty("mediagents").GetProperty("agents").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["neurologist"]);
    }

    public static TheoryData<object, HttpStatusCode, string?, string> Wrong { get; } = new()
    {
        { new { model = "mediagents", messages = Messages("hello") }, HttpStatusCode.BadRequest, "user", "invalid_field" },
        { new { model = "gpt-9", user = "asha", messages = Messages("hello") }, HttpStatusCode.NotFound, "model", "model_not_found" },
        { new { user = "asha", messages = Messages("hello") }, HttpStatusCode.NotFound, "model", "model_not_found" },
        { new { model = "mediagents", user = "asha" }, HttpStatusCode.BadRequest, "messages", "invalid_field" },
        { new { model = "mediagents", user = "asha", messages = Array.Empty<object>() }, HttpStatusCode.BadRequest, "messages", "invalid_field" },
        { new { model = "mediagents", user = "asha", messages = new object?[] { null } }, HttpStatusCode.BadRequest, "messages[0].role", "invalid_field" },
        { new { model = "mediagents", user = "asha", messages = new[] { new { role = "robot", content = "hello" } } }, HttpStatusCode.BadRequest, "messages[0].role", "invalid_field" },
        { new { model = "mediagents", user = "asha", messages = new[] { new { role = "assistant", content = "hello" } } }, HttpStatusCode.BadRequest, "messages", "invalid_field" },
        { new { model = "mediagents", user = "asha", messages = new[] { new { role = "user", content = 5 } } }, HttpStatusCode.BadRequest, "messages[0].content", "invalid_field" },
        { new { model = "mediagents", user = "asha", messages = new[] { new { role = "user" } } }, HttpStatusCode.BadRequest, "messages[0].content", "invalid_field" },
        { new { model = "mediagents", user = "asha", messages = Messages(" ") }, HttpStatusCode.BadRequest, "messages[0].content", "invalid_field" },
        { new { model = "mediagents", user = "asha", messages = Messages(new string('x', 1001)) }, HttpStatusCode.BadRequest, "messages", "context_length_exceeded" },
        { new { model = "mediagents", user = "asha", messages = new[] { new { role = "user", content = new[] { new { type = "image_url" } } } } }, HttpStatusCode.BadRequest, "messages[0].content[0]", "unsupported_parameter" },
        { new { model = "mediagents", user = "asha", messages = Messages("hello"), n = 2 }, HttpStatusCode.BadRequest, "n", "unsupported_parameter" },
        { new { model = "mediagents", user = "asha", messages = Messages("hello"), tools = new[] { new { type = "function" } } }, HttpStatusCode.BadRequest, "tools", "unsupported_parameter" },
        { new { model = "mediagents", user = "asha", messages = Messages("hello"), response_format = new { type = "json_object" } }, HttpStatusCode.BadRequest, "response_format", "unsupported_parameter" },
        { new { model = "mediagents", user = "asha", messages = Messages("hello"), metadata = new { session_id = "s_nothing" } }, HttpStatusCode.NotFound, null, "not_found" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_an_error_of_the_wire_format(object body, HttpStatusCode status, string? param, string code)
    {
        var error = (await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", body), status)).GetProperty("error");

        error.GetProperty("type").GetString().ShouldBe("invalid_request_error");
        error.GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace();
        error.GetProperty("code").GetString().ShouldBe(code);
        (error.TryGetProperty("param", out var named) ? named.GetString() : null).ShouldBe(param);
    }

    [Fact]
    public async Task A_very_long_conversation_is_read_as_far_as_the_agents_look_back()
    {
        var messages = Enumerable.Range(0, 1_000)
            .SelectMany(i => new object[] { new { role = "user", content = $"{i} " + new string('x', 700) }, new { role = "assistant", content = "." } })
            .SkipLast(1).Append(new { role = "user", content = "What is gout?" });

        var completion = await RunningServer.JsonAsync(server.PostAsync("/v1/chat/completions", new { model = "mediagents", user = "asha", messages }));

        completion.GetProperty("usage").GetProperty("prompt_tokens").GetInt32().ShouldBeGreaterThan(170_000);
        completion.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!.ShouldContain("gout", Case.Insensitive);
    }

    [Fact]
    public async Task An_unknown_path_under_v1_answers_with_an_error_of_the_wire_format()
    {
        var reply = await RunningServer.JsonAsync(server.GetAsync("/v1/engines"), HttpStatusCode.NotFound);

        reply.GetProperty("error").GetProperty("code").GetString().ShouldBe("not_found");
    }

    private static object[] Messages(string text) => [new { role = "user", content = text }];

    private static object Asking(string user, string text, bool? stream = null, bool usage = false, string model = "mediagents", string? session = null) => new
    {
        model,
        user,
        messages = Messages(text),
        stream,
        stream_options = usage ? new { include_usage = true } : null,
        metadata = session is null ? null : new { session_id = session },
        temperature = 0.2,
        max_tokens = 5,
    };

    private static string TextOf(IEnumerable<JsonElement> chunks) => string.Concat(chunks
        .SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray())
        .Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : ""));

    private async Task<List<string>> StreamAsync(object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(body) };
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])];
    }

    private async Task<string> AnswerInHistoryAsync(string user, string session)
    {
        string? answer = null;
        await Poll.UntilAsync(async () =>
        {
            var history = await RunningServer.JsonAsync(server.GetAsync($"/chat/history?session_id={session}&user_id={user}"));
            answer = history.GetProperty("messages").EnumerateArray()
                .Where(message => message.GetProperty("role").GetString() == "assistant")
                .Select(message => message.GetProperty("text").GetString()).FirstOrDefault();
            return answer is not null;
        });
        return answer!;
    }
}
