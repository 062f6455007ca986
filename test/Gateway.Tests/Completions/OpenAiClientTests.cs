using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

namespace MediAgents.Gateway.Tests.Completions;

/// <summary>The OpenAI package as a client of this server.</summary>
public sealed class OpenAiClientTests : IAsyncLifetime
{
    private const string AliceKey = "key-of-alice-0001";

    private readonly RunningServer server = new();

    public Task InitializeAsync()
    {
        server.Settings["API_KEYS"] = $"user:alice:{AliceKey}";
        return server.InitializeAsync();
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_answer_comes_whole_with_its_usage()
    {
        ChatCompletion completion = await Client(AliceKey).GetChatClient("mediagents").CompleteChatAsync("What is gout?");

        completion.Content[0].Text.ShouldContain("gout", Case.Insensitive);
        completion.FinishReason.ShouldBe(ChatFinishReason.Stop);
        completion.Role.ShouldBe(ChatMessageRole.Assistant);
        completion.Usage.TotalTokenCount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_answer_comes_in_pieces()
    {
        var chat = Client(AliceKey).GetChatClient("mediagents");
        var pieces = new List<string>();
        ChatFinishReason? reason = null;
        ChatTokenUsage? usage = null;

        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage("How is migraine treated?")]))
        {
            pieces.AddRange(update.ContentUpdate.Select(part => part.Text));
            reason ??= update.FinishReason;
            usage ??= update.Usage;
        }

        string.Concat(pieces).ShouldContain("migraine", Case.Insensitive);
        pieces.Count(piece => piece.Length > 0).ShouldBeGreaterThan(1);
        reason.ShouldBe(ChatFinishReason.Stop);
        usage!.OutputTokenCount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_models_are_listed()
    {
        var models = await Client(AliceKey).GetOpenAIModelClient().GetModelsAsync();

        models.Value.Select(model => model.Id).ShouldContain("mediagents");
        models.Value.Select(model => model.Id).ShouldContain("mediagents-cardiologist");
    }

    [Fact]
    public async Task A_wrong_key_and_an_unknown_model_are_errors_that_the_client_reads()
    {
        var wrongKey = await Should.ThrowAsync<ClientResultException>(async () => await Client("some-other-key-00001").GetChatClient("mediagents").CompleteChatAsync("What is gout?"));
        var unknownModel = await Should.ThrowAsync<ClientResultException>(async () => await Client(AliceKey).GetChatClient("gpt-9").CompleteChatAsync("What is gout?"));

        wrongKey.Status.ShouldBe(401);
        wrongKey.Message.ShouldContain("invalid_api_key");
        unknownModel.Status.ShouldBe(404);
        unknownModel.Message.ShouldContain("model_not_found");
    }

    private OpenAIClient Client(string key) =>
        new(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(server.Client.BaseAddress!, "/v1") });
}
