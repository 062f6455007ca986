using System.Text.Json;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tests.Run;
using MediAgents.ModelServer.Replies;
using MediAgents.Primitives;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Aggregator;

/// <summary>Answers that a model puts together from opinions, and what the rules make of them.</summary>
public sealed class ComposingTests : IAsyncLifetime
{
    private const string Nothing = """{"disagreements":[]}""";

    private const string Warning = "Turmeric should not be taken with apixaban.";

    /// <summary>k1 and k2.</summary>
    private static readonly Opinion Heart = Opinion(GrainKinds.Cardiologist, "Apixaban 5 mg is taken twice a day.", Warning);

    /// <summary>k3 and k4.</summary>
    private static readonly Opinion Bones = Opinion(GrainKinds.Orthopedist, "Rest and ice help a sprain.", "For two days you can take turmeric after meals.");

    private ModelledAgents modelled = null!;

    public async Task InitializeAsync() => modelled = await ModelledAgents.StartAsync();

    public async Task DisposeAsync() => await modelled.DisposeAsync();

    [Fact]
    public async Task What_a_model_writes_rests_on_the_passages_of_the_sentences_it_names()
    {
        Script("Keep taking apixaban 5 mg twice a day, and rest the sprain. [k1, k3] Turmeric should not be taken with it. [k2]", Nothing);

        var answer = await MergeAsync(Heart, Bones);

        answer.Sentences.Select(sentence => sentence.Text).ShouldBe(
            ["Keep taking apixaban 5 mg twice a day, and rest the sprain.", "Turmeric should not be taken with it."]);
        answer.Sentences[0].PassageIds.ShouldBe(["cardiologist#1", "orthopedist#1"]);
        answer.Sentences[1].PassageIds.ShouldBe(["cardiologist#2"]);
        answer.Note.ShouldBeNull();
        answer.Usage.ShouldBe(new ModelUsage(120, 24));
    }

    [Theory]
    [InlineData("Apixaban 10 mg is taken twice a day. [k1] Rest the sprain. [k3]")]
    [InlineData("Apixaban is taken 2 times a day. [k1] Rest the sprain. [k3]")]
    public async Task A_figure_that_nobody_gave_is_replaced_by_what_was_said(string written)
    {
        Script(written, Nothing);

        var answer = await MergeAsync(Heart, Bones);

        answer.Sentences.Select(sentence => sentence.Text).ShouldBe(["Apixaban 5 mg is taken twice a day.", "Rest the sprain.", Warning]);
    }

    [Theory]
    [InlineData("You may take turmeric with apixaban. [k2]", "Turmeric should not be taken with apixaban.")]
    [InlineData("Never rest a sprain. [k3]", "Rest and ice help a sprain.")]
    public async Task A_warning_stays_one_and_advice_becomes_none(string written, string instead)
    {
        Script(written + " Rest the sprain. [k3] Apixaban is taken twice a day. [k1]", Nothing);

        (await MergeAsync(Heart, Bones)).Sentences[0].Text.ShouldBe(instead);
    }

    [Fact]
    public async Task What_names_no_sentence_is_left_out_and_who_is_not_named_follows_in_their_own_words()
    {
        Script("Drink green tea. Rest and ice help. [k3] Trust me. [k9]", Nothing);

        var answer = await MergeAsync(Heart, Bones);

        answer.Sentences.Select(sentence => sentence.Text).ShouldBe(["Rest and ice help.", .. Heart.Sentences.Select(sentence => sentence.Text)]);
    }

    [Fact]
    public async Task A_warning_that_a_model_passes_over_is_told_all_the_same()
    {
        Script("Apixaban is taken twice a day, and a sprain needs rest. [k1, k3]", Nothing);

        (await MergeAsync(Heart, Bones)).Sentences.Select(sentence => sentence.Text)
            .ShouldBe(["Apixaban is taken twice a day, and a sprain needs rest.", Warning]);
    }

    [Fact]
    public async Task A_contradiction_that_a_model_finds_and_the_sentences_bear_out_is_named_and_makes_the_answer_less_sure()
    {
        Script("Rest. [k3] Apixaban is taken twice a day. [k1]", """{"disagreements":[{"for":"k4","against":"k2","about":"turmeric"}]}""");

        var answer = await MergeAsync(Heart, Bones);

        answer.Disagreements.ShouldBe(
            ["the orthopedist says “For two days you can take turmeric after meals.”, the cardiologist says “Turmeric should not be taken with apixaban.”"]);
        answer.Confidence.ShouldBeLessThan(0.9);
    }

    [Theory]
    [InlineData("k1", "k2", "apixaban")] // the same specialist
    [InlineData("k9", "k2", "turmeric")] // no such sentence
    [InlineData("k3", "k2", "turmeric")] // not what the sentence is about
    [InlineData("k2", "k4", "turmeric")] // the wrong way round
    [InlineData("k4", "k2", "the")] // says nothing
    public async Task A_contradiction_that_the_sentences_do_not_bear_out_is_not_named(string pro, string contra, string about)
    {
        Script("Rest. [k3] Apixaban is taken twice a day. [k1]", $$"""{"disagreements":[{"for":"{{pro}}","against":"{{contra}}","about":"{{about}}"}]}""");

        (await MergeAsync(Heart, Bones)).Disagreements.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("NO ANSWER. Nothing fits.", "The model gave no usable answer; the opinions stand one after another.")]
    [InlineData("Drink green tea.", "The model gave no usable answer; the opinions stand one after another.")]
    public async Task Without_a_usable_answer_the_opinions_stand_one_after_another(string written, string note)
    {
        Script(written, Nothing);

        var answer = await MergeAsync(Heart, Bones);

        answer.Sentences.ShouldBe([.. Heart.Sentences, .. Bones.Sentences], ignoreOrder: true);
        answer.Note.ShouldBe(note);
    }

    [Fact]
    public async Task Where_no_model_answers_the_rules_merge_alone_and_say_so()
    {
        modelled.Remote.Always(Reply.Error(503));
        var pro = Opinion(GrainKinds.Orthopedist, "Ibuprofen is recommended for a sprain.");
        var contra = Opinion(GrainKinds.Cardiologist, "Apixaban is taken twice a day.", "Ibuprofen should not be taken with apixaban.");

        var answer = await MergeAsync(contra, pro);

        answer.Sentences.Count.ShouldBe(3);
        answer.Disagreements.Count.ShouldBe(1);
        answer.Note.ShouldBe("No model could be reached; the opinions stand one after another.");
    }

    [Fact]
    public async Task A_councils_run_ends_with_what_a_model_made_of_it()
    {
        modelled.Remote.Answer(request => request switch
        {
            { Schema: "council_plan" } => Reply.Text("""{"agents":[{"agent":"cardiologist","question":"What causes palpitations?","reason":"heart"},{"agent":"orthopedist","question":"What helps a sprain of the knee?","reason":"joint"}]}"""),
            { Schema: "proposed_disagreements" } => Reply.Text(Nothing),
            _ when request.Text.Contains("# Aggregator") => Reply.Text("Palpitations may need an ECG, the knee rest. [k1, k2]").WithUsage(50, 9),
            _ when request.Text.Contains("# Cardiologist") => Reply.Text("Palpitations may need an ECG. [k1]"),
            _ => Reply.Text("The knee needs rest. [k1]"),
        });
        await modelled.Agents.StartRunAsync("r_1", "Can I exercise with atrial fibrillation and knee osteoarthritis?");

        var events = await modelled.Agents.ReadRunAsTimePassesAsync("r_1");

        events.ShouldBeContiguous();
        events.ShouldContain(one => one.Type == RunEventTypes.Progress && one.Agent == GrainKinds.Aggregator && one.Data.GetProperty("stage").GetString() == "merge");
        var answer = events[^1].Data;
        answer.GetProperty("text").GetString()!.ShouldMatch(@"^Palpitations may need an ECG, the knee rest\. \[c[12]\] \[c[12]\]\n");
        answer.GetProperty("citations").GetArrayLength().ShouldBe(2);
        answer.GetProperty("usage").GetProperty("output_tokens").GetInt64().ShouldBe(9);
    }

    private static Opinion Opinion(string agent, params string[] sentences)
    {
        var passages = sentences.Select((_, at) => new EvidencePassage($"{agent}#{at + 1}", "topic", "Title", "Source", "", "Text", 0.9)).ToList();
        return new Opinion(agent, [.. sentences.Select((text, at) => new OpinionSentence(text, [passages[at].Id]))], passages, 0.9, ConfidenceLevel.High, Missing: null);
    }

    private void Script(string written, string disagreements) => modelled.Remote.Answer(request =>
        request.Schema == "proposed_disagreements" ? Reply.Text(disagreements).WithUsage(70, 10) : Reply.Text(written).WithUsage(50, 14));

    private async Task<MergedAnswer> MergeAsync(params Opinion[] opinions)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        var aggregator = GrainKinds.AgentOf(GrainKinds.Aggregator, Asha);
        var steps = await modelled.Agents.Grains.StreamAsync(aggregator, new ComposeAnswer(Asha.Scope(), "r_1", "How do I treat my sprain?", opinions), limit.Token).ToListAsync(limit.Token);
        steps[0].Composed.ShouldBeNull();
        return await modelled.Agents.Grains.AskAsync(aggregator, new MergeOpinions(Asha, "r_1", opinions, steps[^1].Composed), limit.Token);
    }
}
