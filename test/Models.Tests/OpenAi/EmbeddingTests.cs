using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.OpenAi;

public sealed class EmbeddingTests : IAsyncLifetime
{
    private ScriptedModels scripted = null!;

    private IEmbeddingGenerator<string, Embedding<float>> Embeddings => scripted.Models.EmbeddingsFor(new ModelUse(ModelPurpose.Chat, IsSensitive: false))!;

    public async Task InitializeAsync() => scripted = await ScriptedModels.StartAsync(("MODEL_EMBEDDING_BATCH", "4"), ("MODEL_RETRIES", "1"));

    public async Task DisposeAsync() => await scripted.DisposeAsync();

    [Fact]
    public async Task Many_texts_go_in_bounded_batches_and_come_back_in_order()
    {
        var texts = Enumerable.Range(0, 10).Select(number => $"finding {number}").ToList();

        var together = await Embeddings.GenerateAsync(texts);

        scripted.Server.Requests.Select(request => request.Body.GetProperty("input").GetArrayLength()).ShouldBe([4, 4, 2]);
        together.Count.ShouldBe(10);
        for (var at = 0; at < texts.Count; at++)
            together[at].Vector.ToArray().ShouldBe((await Embeddings.GenerateAsync([texts[at]])).Single().Vector.ToArray());
        together.Select(one => string.Join(' ', one.Vector.ToArray())).Distinct().Count().ShouldBe(10);
        together.Usage.ShouldNotBeNull().InputTokenCount.ShouldBe(texts.Sum(text => text.Length));
    }

    [Fact]
    public async Task A_batch_that_fails_for_the_moment_is_sent_again_and_no_other()
    {
        scripted.Server.Next(Reply.Error(503));

        (await Embeddings.GenerateAsync(["a", "b", "c", "d", "e"])).Count.ShouldBe(5);

        scripted.Server.Requests.Select(request => request.Body.GetProperty("input").GetArrayLength()).ShouldBe([4, 4, 1]);
    }

    [Fact]
    public async Task Servers_that_write_vectors_as_numbers_are_read_too()
    {
        scripted.Server.Next(Reply.Json("""{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5,-1,2]}]}"""));

        (await Embeddings.GenerateAsync(["a"])).Single().Vector.ToArray().ShouldBe([0.5f, -1f, 2f]);
    }

    [Theory]
    [InlineData("""{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.1]}],"usage":{"prompt_tokens":1,"total_tokens":1}}""")]
    [InlineData("""{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.1]},{"object":"embedding","index":0,"embedding":[0.1]}],"usage":{"prompt_tokens":1,"total_tokens":1}}""")]
    [InlineData("""{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.1]},{"object":"embedding","index":7,"embedding":[0.1]}],"usage":{"prompt_tokens":1,"total_tokens":1}}""")]
    [InlineData("""{"unexpected":true}""")]
    [InlineData("not json")]
    public async Task A_reply_that_is_not_one_vector_a_text_is_refused(string body)
    {
        scripted.Server.Next(Reply.Json(body));

        var failure = await Should.ThrowAsync<ModelException>(() => Embeddings.GenerateAsync(["a", "b"]));

        failure.Code.ShouldBe(ModelFailures.BadReply);
    }

    [Fact]
    public async Task No_text_is_no_request()
    {
        (await Embeddings.GenerateAsync([])).ShouldBeEmpty();

        scripted.Server.Requests.ShouldBeEmpty();
    }
}
