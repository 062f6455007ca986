using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Resilience;

public sealed class FallbackTests : IAsyncLifetime
{
    private ScriptedModelServer second = null!;
    private ScriptedModels scripted = null!;

    public async Task InitializeAsync()
    {
        second = await ScriptedModelServer.StartAsync();
        scripted = await ScriptedModels.StartAsync(("MODEL_FALLBACK", "spare"), ("MODEL_FALLBACK_BASE_URL", second.BaseUrl.ToString()), ("MODEL_HEDGE_SECONDS", "1.5"));
    }

    public async Task DisposeAsync()
    {
        await scripted.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task While_the_first_model_answers_the_second_is_not_asked()
    {
        scripted.Server.Next(Reply.Text("first"));

        (await scripted.Chat.GetResponseAsync(Conversations.Question)).Text.ShouldBe("first");

        second.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task When_the_first_fails_the_second_answers(int status)
    {
        scripted.Server.Next(Reply.Error(status));
        second.Next(Reply.Text("second"));

        (await scripted.Chat.GetResponseAsync(Conversations.Question)).Text.ShouldBe("second");

        second.Requests.Single().Model.ShouldBe("spare");
        second.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task When_the_first_is_silent_the_second_answers_and_the_first_is_told_to_stop()
    {
        scripted.Server.Next(Reply.HeadersOnly);
        second.Next(Reply.Text("second"));

        (await scripted.Chat.GetResponseAsync(Conversations.Question)).Text.ShouldBe("second");

        await scripted.Server.Requests.Single().CallerLeft.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task When_both_are_asked_the_one_that_speaks_first_answers_alone()
    {
        scripted.Server.Next(Reply.Text("first ", "and ", "only").SlowToStart(TimeSpan.FromSeconds(2.5)));
        second.Next(Reply.HeadersOnly);

        (await scripted.Chat.StreamAsync()).ToChatResponse().Text.ShouldBe("first and only");

        await second.Requests.Single().CallerLeft.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_first_model_that_works_on_a_tools_call_is_not_silent()
    {
        scripted.Server.Next(Reply.ToolCalls(("search_knowledge", """{"query":"chest pain on effort and at rest in the cold"}""")).Paced(TimeSpan.FromMilliseconds(300)));

        var whole = await scripted.Chat.GetResponseAsync(Conversations.Question);

        whole.Messages.Single().Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
        second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_both_fail_the_firsts_failure_is_told()
    {
        scripted.Server.Next(Reply.Error(401));
        second.Next(Reply.Error(503));

        var (_, failure) = await scripted.Chat.StreamToFailureAsync();

        failure.ShouldBeOfType<ModelException>().Code.ShouldBe(ModelFailures.RefusedKey);
    }

    [Fact]
    public async Task A_first_model_that_has_begun_is_not_replaced()
    {
        scripted.Server.Next(Reply.CutAfter("half "));

        var (text, failure) = await scripted.Chat.StreamToFailureAsync();

        text.ShouldBe("half ");
        failure.ShouldBeOfType<BrokenStreamException>();
        second.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_leaves_ends_both()
    {
        scripted.Server.Next(Reply.HeadersOnly);
        second.Next(Reply.HeadersOnly);
        using var enough = new CancellationTokenSource();

        var asking = scripted.Chat.GetResponseAsync(Conversations.Question, cancellationToken: enough.Token);
        while (second.Requests.Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        await enough.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await Task.WhenAll(scripted.Server.Requests.Single().CallerLeft, second.Requests.Single().CallerLeft).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
