using System.Net;
using System.Net.Sockets;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Resilience;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;

namespace MediAgents.Models.Tests.Resilience;

public sealed class RetryTests : IAsyncLifetime
{
    private ScriptedModels scripted = null!;

    public async Task InitializeAsync() => scripted = await ScriptedModels.StartAsync(("MODEL_RETRIES", "2"), ("MODEL_RETRY_AFTER_MAX_SECONDS", "2"), ("MODEL_BREAKER_CALLS", "100"));

    public async Task DisposeAsync() => await scripted.DisposeAsync();

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_passes_is_tried_again(int status)
    {
        scripted.Server.Next(Reply.Error(status), Reply.Error(status), Reply.Text("There."));

        (await scripted.Chat.GetResponseAsync(Conversations.Question)).Text.ShouldBe("There.");

        scripted.Server.Requests.Count.ShouldBe(3);
        scripted.Server.Requests.Select(request => request.Text).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", ModelFailures.BadReply)]
    [InlineData(401, "invalid_api_key", ModelFailures.RefusedKey)]
    [InlineData(403, "forbidden", ModelFailures.RefusedKey)]
    [InlineData(404, "model_not_found", ModelFailures.BadReply)]
    [InlineData(400, "context_length_exceeded", ModelFailures.TooLong)]
    [InlineData(413, "error", ModelFailures.TooLong)]
    [InlineData(429, "insufficient_quota", ModelFailures.RateLimited)]
    [InlineData(501, "error", ModelFailures.Unavailable)]
    [InlineData(302, "error", ModelFailures.BadReply)]
    public async Task What_stays_is_told_at_once(int status, string code, string failed)
    {
        scripted.Server.Next(Reply.Error(status, code));
        scripted.Server.Always(Reply.Text("never"));

        var (text, failure) = await scripted.Chat.StreamToFailureAsync();

        text.ShouldBeEmpty();
        failure.ShouldBeOfType<ModelException>().Code.ShouldBe(failed);
        ((int?)((ModelException)failure).Status).ShouldBe(status);
        scripted.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_is_given_up_after_the_retries_of_the_settings()
    {
        scripted.Server.Always(Reply.Error(503));

        var (_, failure) = await scripted.Chat.StreamToFailureAsync();

        failure.ShouldBeOfType<ModelException>().Code.ShouldBe(ModelFailures.Unavailable);
        scripted.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Retry_after_is_waited_for()
    {
        scripted.Server.Next(Reply.RateLimited(TimeSpan.FromSeconds(1)), Reply.Text("Thanks."));
        var begun = TimeProvider.System.GetTimestamp();

        (await scripted.Chat.GetResponseAsync(Conversations.Question)).Text.ShouldBe("Thanks.");

        TimeProvider.System.GetElapsedTime(begun).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_retry_after_beyond_the_bound_is_not_waited_for()
    {
        scripted.Server.Next(Reply.RateLimited(TimeSpan.FromSeconds(60)));

        var (_, failure) = await scripted.Chat.StreamToFailureAsync();

        var limited = failure.ShouldBeOfType<ModelException>();
        (limited.Code, limited.RetryAfter).ShouldBe((ModelFailures.RateLimited, TimeSpan.FromSeconds(60)));
        scripted.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_reply_that_breaks_before_its_first_piece_is_asked_for_again()
    {
        scripted.Server.Next(Reply.CutAfter(), Reply.EndsAfter(), Reply.Text("Whole."));

        (await scripted.Chat.StreamAsync()).Sum(update => update.Text.Length).ShouldBe("Whole.".Length);
        scripted.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_reply_that_breaks_after_its_first_piece_is_not()
    {
        scripted.Server.Next(Reply.CutAfter("Half "));
        scripted.Server.Always(Reply.Text("never"));

        var (text, failure) = await scripted.Chat.StreamToFailureAsync();

        text.ShouldBe("Half ");
        failure.ShouldBeOfType<BrokenStreamException>();
        scripted.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_silent_model_is_not_asked_twice()
    {
        await using var impatient = await ScriptedModels.StartAsync(("MODEL_RETRIES", "2"), ("MODEL_FIRST_TOKEN_TIMEOUT_SECONDS", "0.2"));
        impatient.Server.Always(Reply.HeadersOnly);

        await impatient.Chat.StreamToFailureAsync();

        impatient.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_and_then_unavailable()
    {
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var away = await ScriptedModels.StartAsync(("OPENAI_BASE_URL", $"http://127.0.0.1:{((IPEndPoint)unused.LocalEndPoint!).Port}/v1"), ("MODEL_RETRIES", "1"));

        var (_, failure) = await away.Chat.StreamToFailureAsync();

        var unreachable = failure.ShouldBeOfType<ModelException>();
        (unreachable.Code, unreachable.IsTransient, unreachable.MayCost).ShouldBe((ModelFailures.Unavailable, true, false));
    }

    [Fact]
    public async Task Whoever_leaves_during_the_wait_is_not_kept()
    {
        scripted.Server.Always(Reply.RateLimited(TimeSpan.FromSeconds(2)));
        using var enough = new CancellationTokenSource();

        var asking = scripted.Chat.GetResponseAsync(Conversations.Question, cancellationToken: enough.Token);
        while (scripted.Server.Requests.Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        await enough.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        scripted.Server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void Waits_double_within_their_jitter_and_their_bound()
    {
        var rules = new RetryRules { Retries = 20, FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(4) };
        var failure = new ModelException(ModelFailures.Unavailable, "away") { IsTransient = true };

        for (var again = 0; again < 200; again++)
        {
            rules.WaitAfter(failure, 0).ShouldNotBeNull().TotalSeconds.ShouldBeInRange(0.5, 1);
            rules.WaitAfter(failure, 1).ShouldNotBeNull().TotalSeconds.ShouldBeInRange(1, 2);
            rules.WaitAfter(failure, 9).ShouldNotBeNull().TotalSeconds.ShouldBeInRange(2, 4);
        }

        Enumerable.Range(0, 50).Select(_ => rules.WaitAfter(failure, 3)).Distinct().Count().ShouldBeGreaterThan(1);
        rules.WaitAfter(failure, 20).ShouldBeNull();
    }
}
