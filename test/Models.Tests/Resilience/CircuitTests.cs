using MediAgents.Models.Failures;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;

namespace MediAgents.Models.Tests.Resilience;

public sealed class CircuitTests
{
    [Fact]
    public async Task An_endpoint_that_keeps_failing_is_left_alone_and_tried_again_later()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_BREAKER_CALLS", "3"), ("MODEL_BREAKER_SECONDS", "2"));
        scripted.Server.Always(Reply.Error(503));
        for (var call = 0; call < 3; call++)
            await scripted.Chat.StreamToFailureAsync();

        var (_, failure) = await scripted.Chat.StreamToFailureAsync();

        var open = failure.ShouldBeOfType<ModelException>();
        open.Code.ShouldBe(ModelFailures.Unavailable);
        open.IsTransient.ShouldBeFalse();
        scripted.Server.Requests.Count.ShouldBe(3);

        scripted.Server.Always(Reply.Text("well again"));
        await Task.Delay(TimeSpan.FromSeconds(2.2), TimeProvider.System);
        (await scripted.Chat.StreamAsync()).Sum(update => update.Text.Length).ShouldBe("well again".Length);
    }

    [Fact]
    public async Task Replies_that_break_in_the_middle_count_too()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_BREAKER_CALLS", "4"));
        scripted.Server.Always(Reply.EndsAfter("half "));
        for (var call = 0; call < 4; call++)
            await scripted.Chat.StreamToFailureAsync();

        var before = scripted.Server.Requests.Count;
        await scripted.Chat.StreamToFailureAsync();

        scripted.Server.Requests.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(400)]
    public async Task A_refusal_is_no_sign_of_ill_health(int status)
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_BREAKER_CALLS", "2"));
        scripted.Server.Always(Reply.Error(status));
        for (var call = 0; call < 6; call++)
            await scripted.Chat.StreamToFailureAsync();

        scripted.Server.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task No_more_calls_than_places_go_out_at_once()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_CONCURRENCY", "3"), ("MODEL_QUEUE_SECONDS", "30"));
        scripted.Server.Always(Reply.Text("ok").SlowToStart(TimeSpan.FromMilliseconds(50)));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => scripted.Chat.StreamAsync()));

        scripted.Server.Requests.Count.ShouldBe(12);
        scripted.Server.MostAtOnce.ShouldBe(3);
    }

    [Fact]
    public async Task A_call_waits_for_its_place_only_so_long()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_CONCURRENCY", "1"), ("MODEL_QUEUE_SECONDS", "0.1"));
        scripted.Server.Next(Reply.HangsAfter("held"));
        await using var holder = scripted.Chat.GetStreamingResponseAsync(Conversations.Question).GetAsyncEnumerator();
        while (await holder.MoveNextAsync() && holder.Current.Text.Length == 0)
            holder.Current.ShouldNotBeNull();

        var (_, failure) = await scripted.Chat.StreamToFailureAsync();

        failure.ShouldBeOfType<ModelException>().Code.ShouldBe(ModelFailures.Unavailable);
        scripted.Server.Requests.ShouldHaveSingleItem();
        await holder.DisposeAsync();
        scripted.Server.Next(Reply.Text("free"));
        (await scripted.Chat.StreamAsync()).ShouldNotBeEmpty();
    }
}
