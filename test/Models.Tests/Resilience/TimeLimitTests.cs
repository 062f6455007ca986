using System.Net;
using System.Net.Sockets;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Resilience;

public sealed class TimeLimitTests
{
    private const string Soon = "0.2";

    [Fact]
    public async Task No_headers_in_time()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_HEADERS_TIMEOUT_SECONDS", Soon));
        scripted.Server.Next(Reply.Silence);

        await ShouldTimeOutAsync(scripted, ModelPhase.Headers, given: "");
    }

    [Fact]
    public async Task No_first_piece_in_time()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_FIRST_TOKEN_TIMEOUT_SECONDS", Soon));
        scripted.Server.Next(Reply.HeadersOnly);

        await ShouldTimeOutAsync(scripted, ModelPhase.FirstToken, given: "");
    }

    [Fact]
    public async Task A_chunk_that_says_nothing_is_no_first_piece()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_FIRST_TOKEN_TIMEOUT_SECONDS", Soon));
        scripted.Server.Next(Reply.HangsAfter());

        await ShouldTimeOutAsync(scripted, ModelPhase.FirstToken, given: "");
    }

    [Fact]
    public async Task No_next_piece_in_time()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_NEXT_TOKEN_TIMEOUT_SECONDS", "1"));
        scripted.Server.Next(Reply.HangsAfter("one ", "two "));

        var (text, failure) = await scripted.Chat.StreamToFailureAsync();

        text.ShouldBe("one two ");
        var broken = failure.ShouldBeOfType<BrokenStreamException>();
        (broken.Reason, broken.Phase, broken.GivenText).ShouldBe((ModelFailures.Timeout, ModelPhase.NextToken, "one two "));
        await scripted.Server.Requests.Single().CallerLeft.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task No_end_in_time()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_TIMEOUT_SECONDS", "3"));
        scripted.Server.Next(Reply.Text([.. Enumerable.Repeat("and ", 1000)]).Paced(TimeSpan.FromMilliseconds(20)));

        var (text, failure) = await scripted.Chat.StreamToFailureAsync();

        text.ShouldStartWith("and ");
        failure.ShouldBeOfType<BrokenStreamException>().Phase.ShouldBe(ModelPhase.Whole);
    }

    [Fact]
    public async Task No_connection_in_time()
    {
        // A listener whose queue is full takes no further connection and refuses none.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await taken.ConnectAsync(IPAddress.Loopback, port);
        await using var scripted = await ScriptedModels.StartAsync(("OPENAI_BASE_URL", $"http://127.0.0.1:{port}/v1"), ("MODEL_CONNECT_TIMEOUT_SECONDS", Soon));

        await ShouldTimeOutAsync(scripted, ModelPhase.Connect, given: "");
    }

    [Fact]
    public async Task A_slow_first_piece_within_its_limit_is_waited_for()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_NEXT_TOKEN_TIMEOUT_SECONDS", "1"));
        scripted.Server.Next(Reply.Text("at last").SlowToStart(TimeSpan.FromSeconds(1.5)));

        (await scripted.Chat.GetResponseAsync(Conversations.Question)).Text.ShouldBe("at last");
    }

    [Fact]
    public async Task A_slow_reader_is_not_the_models_fault()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_NEXT_TOKEN_TIMEOUT_SECONDS", "0.8"));
        scripted.Server.Next(Reply.Text("one ", "two ", "three"));

        var text = "";
        await foreach (var update in scripted.Chat.GetStreamingResponseAsync(Conversations.Question))
        {
            text += update.Text;
            if (update.Text.Length > 0)
                await Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System);
        }

        text.ShouldBe("one two three");
    }

    [Fact]
    public async Task Fragments_of_a_tools_call_show_that_the_model_is_at_work()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_FIRST_TOKEN_TIMEOUT_SECONDS", "1.5"));
        scripted.Server.Next(Reply.ToolCalls(("search_knowledge", """{"query":"a long question about chest pain on effort and at rest"}""")).Paced(TimeSpan.FromMilliseconds(250)));

        var whole = await scripted.Chat.GetResponseAsync(Conversations.Question);

        whole.Messages.Single().Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Embeddings_have_the_limit_of_a_whole_call()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_TIMEOUT_SECONDS", Soon));
        scripted.Server.Next(Reply.Silence);

        var failure = await Should.ThrowAsync<ModelException>(() =>
            scripted.Models.EmbeddingsFor(new ModelUse(ModelPurpose.Chat, IsSensitive: false))!.GenerateAsync(["a"]));

        (failure.Code, failure.Phase).ShouldBe((ModelFailures.Timeout, ModelPhase.Whole));
    }

    private static async Task ShouldTimeOutAsync(ScriptedModels scripted, ModelPhase phase, string given)
    {
        var (text, failure) = await scripted.Chat.StreamToFailureAsync();

        text.ShouldBe(given);
        var timeout = failure.ShouldBeOfType<ModelException>();
        (timeout.Code, timeout.Phase).ShouldBe((ModelFailures.Timeout, phase));
    }
}
