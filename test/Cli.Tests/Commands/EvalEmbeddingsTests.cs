using System.Text.Json;
using MediAgents.ModelServer;

namespace MediAgents.Cli.Tests.Commands;

public sealed class EvalEmbeddingsTests : IDisposable
{
    private readonly Command command = new();

    public void Dispose() => command.Dispose();

    [Fact]
    public async Task Retrieval_is_measured_with_the_model_of_embeddings_that_the_settings_name()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        command.Write("mediagents.env", $"OPENAI_BASE_URL={server.BaseUrl}\nOPENAI_MODEL_EMBEDDING=embedder\n");

        var finished = await MeasureAsync("--json", command.PathOf("figures.json"));

        finished.Errors.ShouldBeEmpty();
        var report = JsonElement.Parse(await File.ReadAllTextAsync(command.PathOf("figures.json")));
        report.GetProperty("embedding_model").GetString().ShouldBe("embedder");
        report.GetProperty("recall_at_10").GetDouble().ShouldBe(1);
        server.Requests.ShouldAllBe(request => request.Path == "/v1/embeddings" && request.Model == "embedder");
    }

    [Fact]
    public async Task Without_such_a_model_the_command_names_the_setting()
    {
        var finished = await MeasureAsync();

        finished.ExitCode.ShouldBe(2);
        finished.Errors.ShouldContain("OPENAI_MODEL_EMBEDDING");
    }

    private Task<Finished> MeasureAsync(params string[] more) => command.RunAsync(
    [
        "eval", "knowledge", "--embeddings",
        "--queries", command.Write("queries.jsonl", """{"_id":"q1","text":"How is migraine treated?"}"""),
        "--qrels", command.Write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tmigraine\t2\n"),
        "--refusal", command.Write("refusal.jsonl", """{"_id":"q2","text":"How do I repair a bicycle?"}"""),
        .. more,
    ]);
}
