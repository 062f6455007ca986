using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.ModelServer;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Endpoints;

public sealed class RoutingTests : IAsyncLifetime
{
    private ScriptedModelServer local = null!;
    private ScriptedModelServer report = null!;

    public async Task InitializeAsync()
    {
        local = await ScriptedModelServer.StartAsync();
        report = await ScriptedModelServer.StartAsync();
        local.Always(Reply.Text("local"));
        report.Always(Reply.Text("report"));
    }

    public async Task DisposeAsync()
    {
        await local.DisposeAsync();
        await report.DisposeAsync();
    }

    [Fact]
    public async Task Sensitive_work_of_any_purpose_goes_to_the_local_endpoint_only()
    {
        await using var scripted = await WithAllAsync();

        foreach (var purpose in Enum.GetValues<ModelPurpose>())
        {
            var use = new ModelUse(purpose, IsSensitive: true) { Agent = "cardiologist" };
            (await scripted.Models.For(use)!.GetResponseAsync(Conversations.Question)).Text.ShouldBe("local");
            await scripted.Models.EmbeddingsFor(use)!.GenerateAsync(["words"]);
        }

        scripted.Server.Requests.ShouldBeEmpty();
        report.Requests.ShouldBeEmpty();
        local.Requests.Select(request => request.Model).Distinct().ShouldBe(["our-model", "our-embedding"]);
        local.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(302)]
    public async Task A_local_endpoint_that_fails_sends_nobody_elsewhere(int status)
    {
        await using var scripted = await WithAllAsync();
        local.Always(Reply.Error(status).With("Location", scripted.Server.BaseUrl + "/chat/completions"));

        await Should.ThrowAsync<ModelException>(() => scripted.Models.For(new ModelUse(ModelPurpose.Chat, IsSensitive: true))!.GetResponseAsync(Conversations.Question));

        local.Requests.ShouldNotBeEmpty();
        scripted.Server.Requests.ShouldBeEmpty();
        report.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_local_endpoint_sensitive_work_has_no_model()
    {
        await using var scripted = await ScriptedModels.StartAsync();

        foreach (var purpose in Enum.GetValues<ModelPurpose>())
        {
            scripted.Models.For(new ModelUse(purpose, IsSensitive: true)).ShouldBeNull();
            scripted.Models.EmbeddingsFor(new ModelUse(purpose, IsSensitive: true)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Without_settings_there_is_no_model()
    {
        await using var scripted = await ScriptedModels.StartAsync(("OPENAI_API_KEY", ""), ("OPENAI_BASE_URL", ""));

        scripted.Models.For(new ModelUse(ModelPurpose.Chat, IsSensitive: false)).ShouldBeNull();
        scripted.Models.EmbeddingsFor(new ModelUse(ModelPurpose.Chat, IsSensitive: false)).ShouldBeNull();
    }

    [Fact]
    public async Task Reports_go_to_their_own_endpoint_without_the_others_key()
    {
        await using var scripted = await WithAllAsync();

        (await scripted.Models.For(new ModelUse(ModelPurpose.Report, IsSensitive: false))!.GetResponseAsync(Conversations.Question)).Text.ShouldBe("report");

        report.Requests.Single().Model.ShouldBe("biomedical");
        report.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
        scripted.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Purposes_and_agents_have_their_models_and_temperatures()
    {
        await using var scripted = await ScriptedModels.StartAsync(
            ("OPENAI_MODEL", "general"), ("OPENAI_MODEL_CHAT", "talker"), ("REPORT_MODEL", "writer"), ("MODEL_TEMPERATURE", "0.5"),
            ("AGENT_MODELS", "cardiologist=heart;0.25, neurologist=;0.75, orthopedist=bone"));
        scripted.Server.Always(Reply.Text("ok"));

        await AskAsync(ModelPurpose.Chat, null);
        await AskAsync(ModelPurpose.Plan, null);
        await AskAsync(ModelPurpose.Report, null);
        await AskAsync(ModelPurpose.Chat, "cardiologist");
        await AskAsync(ModelPurpose.Chat, "neurologist");
        await AskAsync(ModelPurpose.Chat, "orthopedist");
        await AskAsync(ModelPurpose.Chat, "general_physician");

        scripted.Server.Requests.Select(request => (request.Model, request.Body.GetProperty("temperature").GetDouble())).ShouldBe(
            [("talker", 0.5), ("general", 0.5), ("writer", 0.5), ("heart", 0.25), ("talker", 0.75), ("bone", 0.5), ("talker", 0.5)]);

        Task AskAsync(ModelPurpose purpose, string? agent) =>
            scripted.Models.For(new ModelUse(purpose, IsSensitive: false) { Agent = agent })!.GetResponseAsync(Conversations.Question);
    }

    [Fact]
    public async Task A_client_tells_its_model()
    {
        await using var scripted = await WithAllAsync();

        var metadata = scripted.Models.For(new ModelUse(ModelPurpose.Report, IsSensitive: false))!.GetService(typeof(ChatClientMetadata)).ShouldBeOfType<ChatClientMetadata>();

        metadata.DefaultModelId.ShouldBe("biomedical");
    }

    private Task<ScriptedModels> WithAllAsync() => ScriptedModels.StartAsync(
        ("REPORT_MODEL_BASE_URL", report.BaseUrl.ToString()), ("REPORT_MODEL", "biomedical"),
        ("LOCAL_MODEL_BASE_URL", local.BaseUrl.ToString()), ("LOCAL_MODEL", "our-model"), ("LOCAL_MODEL_EMBEDDING", "our-embedding"),
        ("MODEL_FALLBACK", "spare"), ("MODEL_HEDGE_SECONDS", "5"), ("AGENT_MODELS", "cardiologist=heart"));
}
