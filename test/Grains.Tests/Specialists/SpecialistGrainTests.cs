using MediAgents.Contract.Storage;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Specialists;

public sealed class SpecialistGrainTests : IAsyncLifetime
{
    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Theory]
    [InlineData(GrainKinds.Cardiologist, "What are the symptoms of angina?", "cardiology")]
    [InlineData(GrainKinds.Neurologist, "How is migraine treated?", "neurology")]
    [InlineData(GrainKinds.Orthopedist, "What helps a sprained ankle?", "orthopaedics")]
    public async Task A_specialist_looks_into_its_own_field_first(string kind, string question, string specialty)
    {
        var opinion = await ConsultAsync(kind, question);

        opinion.Agent.ShouldBe(kind);
        opinion.Level.ShouldNotBe(ConfidenceLevel.Refused);
        opinion.Passages.ShouldNotBeEmpty();
        opinion.Passages.ShouldAllBe(passage => SpecialtiesOf(passage).Contains(specialty));
    }

    [Fact]
    public async Task What_its_own_field_does_not_have_it_finds_in_the_whole_collection()
    {
        var opinion = await ConsultAsync(GrainKinds.Cardiologist, "How is migraine treated?");

        opinion.Level.ShouldNotBe(ConfidenceLevel.Refused);
        opinion.Passages[0].Topic.ShouldBe("migraine");
    }

    [Theory]
    [InlineData(GrainKinds.Cardiologist, "What are the symptoms of angina?")]
    [InlineData(GrainKinds.GeneralPhysician, "How is dengue treated?")]
    public async Task Every_sentence_names_passages_of_the_opinion(string kind, string question)
    {
        var opinion = await ConsultAsync(kind, question);

        opinion.Sentences.ShouldNotBeEmpty();
        var known = opinion.Passages.Select(passage => passage.Id).ToHashSet();
        opinion.Sentences.ShouldAllBe(sentence => sentence.PassageIds.Count > 0 && sentence.PassageIds.All(known.Contains));
        opinion.Passages.ShouldAllBe(passage => passage.Score >= 0.7 && passage.Score <= 1 && passage.Url!.StartsWith("http"));
    }

    [Fact]
    public async Task Without_a_model_the_opinion_is_the_only_step()
    {
        var steps = await StepsAsync(GrainKinds.Neurologist, "How is migraine treated?", []);

        var opinion = steps.ShouldHaveSingleItem().Opinion.ShouldNotBeNull();
        opinion.Sentences.ShouldNotBeEmpty();
        opinion.Note.ShouldBeNull();
        opinion.Usage.ShouldBeNull();
    }

    [Fact]
    public async Task A_follow_up_is_read_together_with_the_question_before_it()
    {
        var alone = await ConsultAsync(GrainKinds.Neurologist, "How is it treated?");
        var followed = await ConsultAsync(
            GrainKinds.Neurologist,
            "How is it treated?",
            new EarlierExchange("What are the symptoms of migraine?", [GrainKinds.Neurologist]));

        alone.Passages.ShouldAllBe(passage => passage.Topic != "migraine");
        followed.Passages.ShouldNotBeEmpty();
        followed.Passages[0].Topic.ShouldBe("migraine");
    }

    [Fact]
    public async Task No_more_passages_than_were_asked_for()
    {
        var opinion = await ConsultAsync(GrainKinds.Neurologist, "How is migraine treated?", new RetrievalLimits(1, 0));

        opinion.Passages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_says_what_is_missing_and_leaves_an_open_question()
    {
        const string Question = "How do I repair a bicycle chain?";
        var opinion = await ConsultAsync(GrainKinds.GeneralPhysician, Question);
        await RecordAsync(GrainKinds.GeneralPhysician, "r_1", Question, opinion);

        opinion.Level.ShouldBe(ConfidenceLevel.Refused);
        opinion.Sentences.ShouldBeEmpty();
        opinion.Missing.ShouldNotBeNullOrEmpty();
        var held = await ReadAsync(GrainKinds.GeneralPhysician);
        held.Conclusions.ShouldBeEmpty();
        held.OpenQuestions.ShouldHaveSingleItem().Question.ShouldBe(Question);
        agents.Writer.CallsOf(GrainKinds.GeneralPhysician).ShouldBe(0);
    }

    [Fact]
    public async Task Consulting_alone_stores_nothing()
    {
        await ConsultAsync(GrainKinds.Neurologist, "How is migraine treated?");

        agents.Storage.Commits.ShouldBe(0);
    }

    [Fact]
    public async Task An_opinion_is_recorded_once_for_a_run_and_survives()
    {
        var opinion = await ConsultAsync(GrainKinds.Neurologist, "How is migraine treated?");
        await RecordAsync(GrainKinds.Neurologist, "r_1", "How is migraine treated?", opinion);
        await RecordAsync(GrainKinds.Neurologist, "r_1", "How is migraine treated?", opinion);
        await RecordAsync(GrainKinds.Neurologist, "r_2", "And again?", opinion);
        await agents.KillAndRestartAsync();

        var held = await ReadAsync(GrainKinds.Neurologist);

        held.Conclusions.Select(conclusion => conclusion.RunId).ShouldBe(["r_2", "r_1"]);
        held.Conclusions[1].Summary.ShouldBe(opinion.Sentences[0].Text);
        held.Conclusions[1].Confidence.ShouldBe(opinion.Confidence);
        held.OpenQuestions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_newest_twenty_conclusions_are_kept()
    {
        var opinion = await ConsultAsync(GrainKinds.Neurologist, "How is migraine treated?");
        for (var run = 1; run <= 25; run++)
            await RecordAsync(GrainKinds.Neurologist, $"r_{run}", "How is migraine treated?", opinion);

        (await ReadAsync(GrainKinds.Neurologist)).Conclusions.Select(conclusion => conclusion.RunId)
            .ShouldBe(Enumerable.Range(6, 20).Reverse().Select(run => $"r_{run}"));
    }

    [Fact]
    public async Task What_it_holds_of_one_patient_is_nothing_to_the_next()
    {
        var opinion = await ConsultAsync(GrainKinds.Neurologist, "How is migraine treated?");
        await RecordAsync(GrainKinds.Neurologist, "r_1", "How is migraine treated?", opinion);

        var ravis = await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.Neurologist, Ravi), new ReadConclusions());

        ravis.Conclusions.ShouldBeEmpty();
    }

    private static IReadOnlyList<string> SpecialtiesOf(EvidencePassage passage) =>
        TestAgents.Knowledge.Collection.Passages.Single(one => one.Id == passage.Id).Specialties;

    private Task<Opinion> ConsultAsync(string kind, string question, params EarlierExchange[] earlier) =>
        ConsultAsync(kind, question, new RetrievalLimits(5, 0.7), earlier);

    private async Task<Opinion> ConsultAsync(string kind, string question, RetrievalLimits limits, params EarlierExchange[] earlier) =>
        (await StepsAsync(kind, question, earlier, limits))[^1].Opinion.ShouldNotBeNull();

    private async Task<List<ConsultationStep>> StepsAsync(string kind, string question, EarlierExchange[] earlier, RetrievalLimits? limits = null)
    {
        var steps = new List<ConsultationStep>();
        var consult = new Consult(Asha.Scope(), "r_1", question, earlier, limits ?? new RetrievalLimits(5, 0.7));
        await foreach (var step in agents.Grains.StreamAsync(GrainKinds.AgentOf(kind, Asha), consult))
            steps.Add(step);
        return steps;
    }

    private async Task RecordAsync(string kind, string runId, string question, Opinion opinion) =>
        await agents.Grains.AskAsync(GrainKinds.AgentOf(kind, Asha), new RecordOpinion(Asha, runId, question, opinion));

    private async Task<SpecialistConclusions> ReadAsync(string kind) =>
        await agents.Grains.AskAsync(GrainKinds.AgentOf(kind, Asha), new ReadConclusions());
}
