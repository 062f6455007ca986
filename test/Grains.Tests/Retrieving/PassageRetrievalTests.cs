using MediAgents.Contract.Storage;
using MediAgents.Grains.Retrieving;
using MediAgents.Knowledge;
using MediAgents.ModelServer;
using MediAgents.ModelServer.Replies;
using MediAgents.Records.Profiles;

namespace MediAgents.Grains.Tests.Retrieving;

public sealed class PassageRetrievalTests
{
    private static readonly RetrievalQuery Query = new("How is migraine treated?");

    [Fact]
    public async Task The_ranking_by_words_is_fused_with_that_of_the_model_once_the_passages_have_vectors()
    {
        await using var modelled = await StartAsync();
        var words = TestAgents.Knowledge.Search(Query);

        (await SearchAsync(modelled)).Passages.ShouldBe(words.Passages);
        await modelled.Agents.Vectors.SettledAsync();
        var fused = await SearchAsync(modelled);

        fused.Confidence.ShouldBe(words.Confidence);
        fused.Passages.Select(one => one.Score).ShouldBe(words.Passages.Select(one => one.Score));
        fused.Passages.Select(one => one.Passage.Id).ShouldNotBe(words.Passages.Select(one => one.Passage.Id));
        modelled.Remote.Requests.ShouldAllBe(request => request.Path == "/v1/embeddings" && request.Model == "embedder");
        TextsIn(modelled.Remote.Requests).Count.ShouldBe(TestAgents.Knowledge.Collection.Passages.Count + 1);
    }

    [Fact]
    public async Task A_restart_makes_no_vector_anew()
    {
        await using var modelled = await StartAsync();
        await ReadyAsync(modelled);
        var before = TextsIn(modelled.Remote.Requests).Count;

        await modelled.Agents.KillAndRestartAsync();
        await ReadyAsync(modelled);
        await SearchAsync(modelled);

        TextsIn(modelled.Remote.Requests).Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Without_a_model_of_embeddings_nothing_is_asked_and_the_profile_is_not_read()
    {
        await using var modelled = await ModelledAgents.StartAsync();

        (await SearchAsync(modelled)).Passages.ShouldBe(TestAgents.Knowledge.Search(Query).Passages);

        modelled.Remote.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_words_do_not_find_is_not_asked_of_a_model()
    {
        await using var modelled = await StartAsync();
        await ReadyAsync(modelled);
        var before = modelled.Remote.Requests.Count;

        (await SearchAsync(modelled, "zxqv wqzx")).Passages.ShouldBeEmpty();

        modelled.Remote.Requests.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_questions_vector_does_not_come_words_alone_decide_and_none_is_asked_for_for_a_while(bool hangs)
    {
        await using var modelled = await StartAsync();
        await ReadyAsync(modelled);
        modelled.Remote.Next(hangs ? Reply.Silence : Reply.Error(500));
        var before = modelled.Remote.Requests.Count;

        var search = SearchAsync(modelled);
        if (hangs)
        {
            await Patience.UntilAsync(() => Task.FromResult(modelled.Remote.Requests.Count > before));
            modelled.Agents.Time.Advance(TimeSpan.FromSeconds(3));
        }

        (await search).Passages.ShouldBe(TestAgents.Knowledge.Search(Query).Passages);
        await SearchAsync(modelled);
        modelled.Remote.Requests.Count.ShouldBe(before + 1);

        modelled.Agents.Time.Advance(TimeSpan.FromSeconds(31));
        await SearchAsync(modelled);
        modelled.Remote.Requests.Count.ShouldBe(before + 2);
    }

    [Fact]
    public async Task Vectors_that_could_not_be_made_are_tried_again_after_a_while()
    {
        await using var modelled = await StartAsync();
        modelled.Remote.Next(Reply.Error(500));
        await ReadyAsync(modelled);
        await SearchAsync(modelled);
        modelled.Remote.Requests.Count.ShouldBe(1);

        modelled.Agents.Time.Advance(TimeSpan.FromMinutes(2));
        await ReadyAsync(modelled);

        (await SearchAsync(modelled)).Passages.Select(one => one.Passage.Id).ShouldNotBe(TestAgents.Knowledge.Search(Query).Passages.Select(one => one.Passage.Id));
    }

    [Fact]
    public async Task A_patients_question_leaves_without_who_they_are()
    {
        await using var modelled = await StartAsync();
        await modelled.Agents.Profiles.PutAsync(TestAgents.Asha.Scope(), new PatientProfile { Name = "Sulochana Deshpande" }, 0);
        await ReadyAsync(modelled);

        await SearchAsync(modelled, "How is the migraine of Sulochana Deshpande treated?");

        TextsIn(modelled.Remote.Requests)[^1].ShouldStartWith("How is the migraine of [PATIENT_NAME");
        modelled.Remote.Requests.ShouldAllBe(request => !request.Text.Contains("Sulochana"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_on_a_record_for_local_models_only_goes_to_no_remote_model(bool hasLocal)
    {
        await using var modelled = await StartAsync(hasLocal);
        await modelled.Agents.Profiles.PutAsync(TestAgents.Asha.Scope(), new PatientProfile { Name = "Sulochana", LocalModelsOnly = true }, 0);

        await ReadyAsync(modelled);
        await SearchAsync(modelled, "How is the migraine of Sulochana treated?");

        modelled.Remote.Requests.ShouldBeEmpty();
        (modelled.Local.Requests.Count > 0).ShouldBe(hasLocal);
    }

    [Fact]
    public async Task A_specialist_consults_what_was_fused()
    {
        await using var modelled = await StartAsync();
        await ReadyAsync(modelled);
        modelled.Remote.Always(Reply.Text("Rest in a dark room. [k1]"));

        await modelled.ConsultAsync(GrainKinds.Neurologist, Query.Text);

        modelled.Remote.Requests.Select(request => request.Path).TakeLast(2).ShouldBe(["/v1/embeddings", "/v1/chat/completions"]);
    }

    private static Task<ModelledAgents> StartAsync(bool hasLocal = false) => ModelledAgents.StartAsync(
        hasLocal,
        hasLocal ? [("OPENAI_MODEL_EMBEDDING", "embedder"), ("LOCAL_MODEL_EMBEDDING", "ours-embedder")] : [("OPENAI_MODEL_EMBEDDING", "embedder")]);

    private static Task<Retrieval> SearchAsync(ModelledAgents modelled, string? question = null) =>
        modelled.Agents.Passages.SearchAsync(question is null ? Query : Query with { Text = question }, TestAgents.Asha.Scope(), "r_1", default).AsTask();

    private static async Task ReadyAsync(ModelledAgents modelled)
    {
        await SearchAsync(modelled);
        await modelled.Agents.Vectors.SettledAsync();
    }

    private static List<string> TextsIn(IEnumerable<RecordedRequest> requests) =>
        [.. requests.SelectMany(request => request.Body.GetProperty("input").EnumerateArray().Select(text => text.GetString()!))];
}
