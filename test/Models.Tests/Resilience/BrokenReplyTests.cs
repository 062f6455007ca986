using MediAgents.Models.Failures;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Resilience;

public sealed class BrokenReplyTests : IAsyncLifetime
{
    private ScriptedModels scripted = null!;

    public static TheoryData<string, string> Broken { get; } = new()
    {
        { "cut", ModelFailures.Unavailable },
        { "end", ModelFailures.Unavailable },
        { "malformed", ModelFailures.BadReply },
        { "odd", ModelFailures.BadReply },
        { "error", ModelFailures.Unavailable },
    };

    public static TheoryData<string> OddChunks { get; } =
    [
        "[]", "null", "7", "\"text\"", """{"choices":null}""", """{"choices":[null]}""", """{"choices":[{"delta":null}]}""", """{"choices":[{"index":"x","delta":{"content":{}}}]}""",
        """{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"no_such_reason"}]}""", """{"choices":[{"index":0,"delta":{"role":"wizard","content":"a"}}]}""",
        """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":"a"}]}}]}""", """{"choices":[{"index":0,"delta":{"tool_calls":{}}}]}""", """{"usage":{"prompt_tokens":"many"}}""",
    ];

    public async Task InitializeAsync() => scripted = await ScriptedModels.StartAsync();

    public async Task DisposeAsync() => await scripted.DisposeAsync();

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_reply_that_breaks_off_tells_what_had_come(string how, string reason)
    {
        scripted.Server.Next(ReplyThat(how));

        var (text, failure) = await scripted.Chat.StreamToFailureAsync();

        text.ShouldBe("Angina is pain ");
        var broken = failure.ShouldBeOfType<BrokenStreamException>();
        broken.Code.ShouldBe(ModelFailures.BrokenStream);
        broken.Reason.ShouldBe(reason);
        broken.GivenText.ShouldBe("Angina is pain ");
        broken.ToString().ShouldNotContain("Angina");
        broken.InnerException.ShouldBeNull();
    }

    [Fact]
    public async Task A_whole_reply_that_broke_off_is_asked_for_once_more()
    {
        scripted.Server.Next(Reply.CutAfter("Angina "), Reply.Text("Angina is pain."));

        (await scripted.Chat.GetResponseAsync(Conversations.Question)).Text.ShouldBe("Angina is pain.");
    }

    [Fact]
    public async Task But_not_for_ever()
    {
        scripted.Server.Always(Reply.CutAfter("Angina "));

        await Should.ThrowAsync<BrokenStreamException>(() => scripted.Chat.GetResponseAsync(Conversations.Question));

        scripted.Server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(OddChunks))]
    public async Task Odd_chunks_end_in_a_failure_of_ours_or_are_passed_over(string chunk)
    {
        scripted.Server.Next(new Reply().Then(new Step.Raw(chunk), new Step.Delta("b"), new Step.Finish("stop")));

        try
        {
            (await scripted.Chat.StreamAsync()).ToChatResponse().Text.ShouldEndWith("b");
        }
        catch (ModelException failure)
        {
            new[] { ModelFailures.BadReply, ModelFailures.BrokenStream }.ShouldContain(failure.Code);
        }
    }

    [Fact]
    public async Task An_answer_that_is_a_page_of_the_web_is_no_reply()
    {
        scripted.Server.Next(Reply.Json("<html>Sign in to continue</html>"));

        var (_, failure) = await scripted.Chat.StreamToFailureAsync();

        failure.ShouldBeOfType<ModelException>();
    }

    [Fact]
    public async Task No_failure_holds_a_word_of_the_prompt_or_the_key()
    {
        ChatMessage[] secret = [new(ChatRole.User, "Asha Sharma has chest pain")];
        const string echo = "You sent: Asha Sharma has chest pain with key " + ScriptedModels.Key;
        Reply[] replies = [Reply.Error(400, "bad", echo), Reply.Error(401, "key", echo), Reply.Error(429, "rate", echo), Reply.Error(500, "down", echo), Reply.MalformedAfter(echo), Reply.CutAfter(echo), Reply.Json(echo)];
        foreach (var reply in replies)
        {
            scripted.Server.Next(reply);

            var failure = await Should.ThrowAsync<ModelException>(async () =>
            {
                await foreach (var unused in scripted.Chat.GetStreamingResponseAsync(secret))
                    unused.ShouldNotBeNull();
            });

            for (Exception? told = failure; told is not null; told = told.InnerException)
            {
                told.ToString().ShouldNotContain("Sharma");
                told.ToString().ShouldNotContain(ScriptedModels.Key);
                told.ToString().ShouldNotContain("chest");
            }
        }
    }

    private static Reply ReplyThat(string how) => how switch
    {
        "cut" => Reply.CutAfter("Angina ", "is pain "),
        "end" => Reply.EndsAfter("Angina ", "is pain "),
        "malformed" => Reply.MalformedAfter("Angina ", "is pain "),
        "odd" => WithBefore(Reply.EndsAfter("Angina ", "is pain "), new Step.Raw("[]")),
        _ => WithBefore(Reply.EndsAfter("Angina ", "is pain "), new Step.Raw("""{"error":{"message":"engine died","code":500}}""")),
    };

    /// <summary>The reply with a step before its last.</summary>
    private static Reply WithBefore(Reply reply, Step step) => new Reply().Then([.. reply.Steps.SkipLast(1), step, reply.Steps[^1]]);
}
