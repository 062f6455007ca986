using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.Models.Vectors;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Vectors;

public sealed class TextVectorsTests : IAsyncLifetime
{
    private static readonly List<string> Texts = [.. Enumerable.Range(0, 300).Select(number => $"passage {number}"), "passage 7"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mediagents-vectors-");
    private ScriptedModels scripted = null!;

    private IEmbeddingGenerator<string, Embedding<float>> Model => scripted.Models.EmbeddingsFor(new ModelUse(ModelPurpose.Chat, IsSensitive: false))!;

    public async Task InitializeAsync() => scripted = await ScriptedModels.StartAsync(("MODEL_EMBEDDING_BATCH", "100"));

    public async Task DisposeAsync()
    {
        await scripted.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_made_is_not_asked_for_again_and_what_is_new_is()
    {
        var made = await new TextVectors(folder.FullName).OfAsync(Model, Texts, default);
        var before = TextsAsked();

        var again = await new TextVectors(folder.FullName).OfAsync(Model, [.. Texts, "new"], default);

        before.ShouldBe(300);
        TextsAsked().ShouldBe(301);
        made.Count.ShouldBe(301);
        for (var at = 0; at < made.Count; at++)
            again[at].ToArray().ShouldBe(made[at].ToArray());
        made[7].ToArray().ShouldBe(made[300].ToArray());
        made[8].ToArray().ShouldNotBe(made[7].ToArray());
    }

    [Fact]
    public async Task What_was_made_before_a_failure_is_kept()
    {
        // Three batches of the first 256 texts, and then none of the rest.
        var replies = 0;
        var failing = new FailingAfter(Model, () => ++replies > 1);
        await Should.ThrowAsync<ModelException>(() => new TextVectors(folder.FullName).OfAsync(failing, Texts, default));

        await new TextVectors(folder.FullName).OfAsync(Model, Texts, default);

        TextsAsked().ShouldBe(300);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MEV1 and then rubbish that is no vector at all")]
    public async Task A_damaged_file_is_made_anew(string content)
    {
        await new TextVectors(folder.FullName).OfAsync(Model, Texts, default);
        var file = folder.GetFiles("*.vectors").ShouldHaveSingleItem();
        await File.WriteAllTextAsync(file.FullName, content);

        (await new TextVectors(folder.FullName).OfAsync(Model, Texts, default)).Count.ShouldBe(301);

        TextsAsked().ShouldBe(600);
        folder.GetFiles().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_made_anew()
    {
        await new TextVectors(folder.FullName).OfAsync(Model, Texts, default);
        using (var file = folder.GetFiles().Single().OpenWrite())
            file.SetLength(file.Length - 5);

        (await new TextVectors(folder.FullName).OfAsync(Model, Texts, default)).Select(vector => vector.Length).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Vectors_of_another_model_of_that_name_do_not_mix()
    {
        scripted.Server.Next(Reply.Json("""{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5,-1,2]}]}"""));
        await new TextVectors(folder.FullName).OfAsync(Model, ["a"], default);

        var both = await new TextVectors(folder.FullName).OfAsync(Model, ["a", "b"], default);

        both.Select(vector => vector.Length).Distinct().ShouldHaveSingleItem().ShouldBeGreaterThan(3);
        (await new TextVectors(folder.FullName).OfAsync(Model, ["a"], default))[0].ToArray().ShouldBe(both[0].ToArray());
    }

    [Fact]
    public async Task Where_nothing_can_be_kept_vectors_are_made_all_the_same()
    {
        var file = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        (await new TextVectors(Path.Combine(file, "vectors")).OfAsync(Model, ["a"], default)).Count.ShouldBe(1);
        (await new TextVectors(directory: null).OfAsync(Model, ["a", "b"], default)).Count.ShouldBe(2);
    }

    private int TextsAsked() => scripted.Server.Requests.Sum(request => request.Body.GetProperty("input").GetArrayLength());

    /// <summary>The model, until it fails.</summary>
    private sealed class FailingAfter(IEmbeddingGenerator<string, Embedding<float>> inner, Func<bool> fails) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            fails() ? throw new ModelException(ModelFailures.Unavailable, "Away.") : base.GenerateAsync(values, options, cancellationToken);
    }
}
