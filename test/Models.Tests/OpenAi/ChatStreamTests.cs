using System.Text.Json;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.OpenAi;

public sealed class ChatStreamTests : IAsyncLifetime
{
    private ScriptedModels scripted = null!;

    public async Task InitializeAsync() => scripted = await ScriptedModels.StartAsync();

    public async Task DisposeAsync() => await scripted.DisposeAsync();

    [Fact]
    public async Task Text_comes_in_the_servers_pieces()
    {
        scripted.Server.Next(Reply.Text("Angina ", "is ", "chest pain."));

        var updates = await scripted.Chat.StreamAsync();

        updates.SelectMany(update => update.Contents).OfType<TextContent>().Select(text => text.Text).ShouldBe(["Angina ", "is ", "chest pain."]);
    }

    [Fact]
    public async Task A_piece_is_given_out_before_the_next_has_been_sent()
    {
        scripted.Server.Next(Reply.HangsAfter("first"));

        var text = "";
        using var enough = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in scripted.Chat.GetStreamingResponseAsync(Conversations.Question, cancellationToken: enough.Token))
            {
                text += update.Text;
                if (text.Length > 0)
                    await enough.CancelAsync();
            }
        });

        text.ShouldBe("first");
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_the_request_at_the_server()
    {
        scripted.Server.Next(Reply.HangsAfter("first"));

        await foreach (var update in scripted.Chat.GetStreamingResponseAsync(Conversations.Question))
        {
            if (update.Text.Length > 0)
                break;
        }

        await scripted.Server.Requests.Single().CallerLeft.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Usage_of_the_last_chunk_and_finish_reason_are_told()
    {
        scripted.Server.Next(Reply.Text("Yes.").WithUsage(prompt: 17, completion: 3));

        var whole = (await scripted.Chat.StreamAsync()).ToChatResponse();

        whole.Usage.ShouldNotBeNull().InputTokenCount.ShouldBe(17);
        whole.Usage.OutputTokenCount.ShouldBe(3);
        whole.FinishReason.ShouldBe(ChatFinishReason.Stop);
        scripted.Server.Requests.Single().Body.GetProperty("stream_options").GetProperty("include_usage").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Usage_that_every_chunk_repeats_counts_once()
    {
        scripted.Server.Next(new Reply().Then(new Step.Usage(5, 1), new Step.Delta("a"), new Step.Usage(5, 2), new Step.Delta("b"), new Step.Finish("length"), new Step.Usage(5, 3)));

        var whole = await scripted.Chat.GetResponseAsync(Conversations.Question);

        whole.Usage.ShouldNotBeNull().OutputTokenCount.ShouldBe(3);
        whole.FinishReason.ShouldBe(ChatFinishReason.Length);
    }

    [Fact]
    public async Task What_breaks_after_the_model_has_finished_costs_nothing_of_the_answer()
    {
        scripted.Server.Next(Reply.Text("All of it.").Then(new Step.Cut()));

        (await scripted.Chat.StreamAsync()).ToChatResponse().Text.ShouldBe("All of it.");
    }

    [Fact]
    public async Task Thoughts_of_a_reasoning_model_are_no_part_of_its_answer()
    {
        scripted.Server.Next(new Reply().Then(
            new Step.Raw("""{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"reasoning_content":"Let me think."},"finish_reason":null}]}"""),
            new Step.Delta("Forty."),
            new Step.Finish("stop")));

        var whole = await scripted.Chat.GetResponseAsync(Conversations.Question);

        whole.Text.ShouldBe("Forty.");
        whole.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().ShouldHaveSingleItem().Text.ShouldBe("Let me think.");
    }

    [Fact]
    public async Task A_refusal_is_told_as_an_error()
    {
        scripted.Server.Next(new Reply().Then(
            new Step.Raw("""{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"refusal":"I cannot."},"finish_reason":null}]}"""),
            new Step.Finish("stop")));

        var contents = (await scripted.Chat.StreamAsync()).SelectMany(update => update.Contents);

        contents.OfType<ErrorContent>().ShouldHaveSingleItem().ErrorCode.ShouldBe("refusal");
    }

    [Fact]
    public async Task The_request_carries_what_was_asked_for()
    {
        scripted.Server.Next(Reply.Text("ok"));
        var options = new ChatOptions { Instructions = "Be brief.", Temperature = 0.25f, TopP = 0.5f, MaxOutputTokens = 99, StopSequences = ["END"] };

        await scripted.Chat.GetResponseAsync([new(ChatRole.User, "One?"), new(ChatRole.Assistant, "Two."), new(ChatRole.User, "Three?")], options);

        var body = scripted.Server.Requests.Single().Body;
        body.GetProperty("model").GetString().ShouldBe("gpt-4o-mini");
        body.GetProperty("temperature").GetDouble().ShouldBe(0.25);
        body.GetProperty("top_p").GetDouble().ShouldBe(0.5);
        body.GetProperty("max_tokens").GetInt32().ShouldBe(99);
        body.TryGetProperty("max_completion_tokens", out _).ShouldBeFalse();
        body.GetProperty("stop")[0].GetString().ShouldBe("END");
        Said(body).ShouldBe([("system", "Be brief."), ("user", "One?"), ("assistant", "Two."), ("user", "Three?")]);
    }

    [Fact]
    public async Task A_schema_is_sent_as_a_strict_response_format()
    {
        scripted.Server.Next(Reply.Text("{}"));
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{},"additionalProperties":false}""");

        await scripted.Chat.GetResponseAsync(Conversations.Question, new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement, "plan") });

        var format = scripted.Server.Requests.Single().Body.GetProperty("response_format");
        format.GetProperty("type").GetString().ShouldBe("json_schema");
        format.GetProperty("json_schema").GetProperty("name").GetString().ShouldBe("plan");
        format.GetProperty("json_schema").GetProperty("strict").GetBoolean().ShouldBeTrue();
        format.GetProperty("json_schema").GetProperty("schema").GetProperty("type").GetString().ShouldBe("object");
    }

    [Fact]
    public async Task An_endpoint_without_a_key_gets_none()
    {
        await using var keyless = await ScriptedModels.StartAsync(("OPENAI_API_KEY", ""));
        keyless.Server.Next(Reply.Text("ok"));
        scripted.Server.Next(Reply.Text("ok"));

        await keyless.Chat.StreamAsync();
        await scripted.Chat.StreamAsync();

        keyless.Server.Requests.Single().Headers.Keys.ShouldNotContain("Authorization", StringComparer.OrdinalIgnoreCase);
        scripted.Server.Requests.Single().Headers["Authorization"].ShouldBe($"Bearer {ScriptedModels.Key}");
    }

    [Fact]
    public async Task No_trace_id_and_no_cookie_goes_along()
    {
        using var listener = new System.Diagnostics.ActivityListener { ShouldListenTo = _ => true, Sample = (ref _) => System.Diagnostics.ActivitySamplingResult.AllData };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        scripted.Server.Next(Reply.Text("ok").With("Set-Cookie", "who=1"), Reply.Text("ok"));

        await scripted.Chat.StreamAsync();
        await scripted.Chat.StreamAsync();

        foreach (var request in scripted.Server.Requests)
        {
            request.Headers.Keys.ShouldNotContain("traceparent", StringComparer.OrdinalIgnoreCase);
            request.Headers.Keys.ShouldNotContain("Cookie", StringComparer.OrdinalIgnoreCase);
        }
    }

    private static List<(string Role, string Text)> Said(JsonElement body) => [.. body.GetProperty("messages").EnumerateArray().Select(message =>
        (message.GetProperty("role").GetString()!, message.GetProperty("content") is { ValueKind: JsonValueKind.Array } parts ? parts[0].GetProperty("text").GetString()! : message.GetProperty("content").GetString()!))];
}
