using MediAgents.Grains.Agents;
using MediAgents.Grains.Aggregator;
using MediAgents.Primitives;
using System.Text.Json;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Aggregator;

public sealed class AggregatorGrainTests : IAsyncLifetime
{
    private static readonly ConfidenceThresholds Thresholds = new();

    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Theory]
    [InlineData(0.91, ConfidenceLevel.High)]
    [InlineData(0.62, ConfidenceLevel.Low)]
    public async Task A_single_opinion_passes_through(double confidence, ConfidenceLevel level)
    {
        var opinion = Opinion(GrainKinds.Cardiologist, confidence, 0.8, "Angina is treated with nitrates.");

        var answer = await MergeAsync(opinion);

        answer.Sentences.ShouldBe(opinion.Sentences);
        answer.Confidence.ShouldBe(confidence);
        answer.Level.ShouldBe(level);
        answer.Disagreements.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_audit_whose_rules_are_unsure_is_still_no_refusal()
    {
        var audit = Opinion(GrainKinds.BillAuditor, 0, 1, "The bill could not be assessed.") with { Level = ConfidenceLevel.Low };

        var answer = await MergeAsync(audit);

        answer.Level.ShouldBe(ConfidenceLevel.Low);
        answer.Sentences.ShouldBe(audit.Sentences);
    }

    [Fact]
    public async Task Without_any_opinion_that_stands_the_answer_is_a_refusal_that_says_what_is_missing_once()
    {
        var answer = await MergeAsync(
            Refusal(GrainKinds.Cardiologist, 0.3, "Nothing on bicycles."),
            Refusal(GrainKinds.Orthopedist, 0.5, "Nothing on bicycles."),
            Refusal(GrainKinds.Neurologist, 0.1, "Nothing on chains."));

        answer.Level.ShouldBe(ConfidenceLevel.Refused);
        answer.Confidence.ShouldBe(0.5);
        answer.Sentences.Count.ShouldBe(3);
        answer.Sentences[0].Text.ShouldContain("cannot answer");
        answer.Sentences.Skip(1).Select(sentence => sentence.Text).ShouldBe(["Nothing on bicycles.", "Nothing on chains."]);
        answer.Sentences.ShouldAllBe(sentence => sentence.PassageIds.Count == 0);
    }

    [Fact]
    public async Task A_refusal_beside_an_opinion_that_stands_is_left_out()
    {
        var stands = Opinion(GrainKinds.Cardiologist, 0.8, 0.9, "Angina is treated with nitrates.");

        var answer = await MergeAsync(Refusal(GrainKinds.Orthopedist, 0.2, "Nothing on hearts."), stands);

        answer.Sentences.ShouldBe(stands.Sentences);
        answer.Confidence.ShouldBe(0.8);
    }

    [Fact]
    public async Task Confidence_leans_to_the_opinion_with_more_evidence()
    {
        var much = Opinion(GrainKinds.Cardiologist, 0.9, 0.9, "Angina is treated with nitrates.");
        var little = Opinion(GrainKinds.Orthopedist, 0.7, 0.3, "A sprain needs rest.");

        var answer = await MergeAsync(little, much);

        // Weights 0.1 + the relevance cited: 1.0 and 0.4.
        answer.Confidence.ShouldBe(((0.9 * 1.0) + (0.7 * 0.4)) / 1.4, 0.0001);
        answer.Level.ShouldBe(Thresholds.LevelOf(answer.Confidence));
        answer.Sentences.Select(sentence => sentence.Text).ShouldBe(["Angina is treated with nitrates.", "A sprain needs rest."]);
    }

    [Fact]
    public async Task What_an_opinion_does_not_cite_gives_it_no_weight()
    {
        var plain = Opinion(GrainKinds.Orthopedist, 0.7, 0.3, "A sprain needs rest.");
        var padded = plain with { Passages = [.. plain.Passages, new EvidencePassage("uncited", "t", "T", "S", "", "", 1)] };
        var other = Opinion(GrainKinds.Cardiologist, 0.9, 0.9, "Angina is treated with nitrates.");

        (await MergeAsync(padded, other)).Confidence.ShouldBe((await MergeAsync(plain, other)).Confidence);
    }

    [Fact]
    public async Task A_sentence_that_two_share_is_said_once()
    {
        var answer = await MergeAsync(
            Opinion(GrainKinds.Cardiologist, 0.9, 0.9, "Rest is enough.", "Angina is treated with nitrates."),
            Opinion(GrainKinds.Orthopedist, 0.8, 0.9, "rest is enough."));

        answer.Sentences.Select(sentence => sentence.Text).ShouldBe(["Rest is enough.", "Angina is treated with nitrates."]);
    }

    [Fact]
    public async Task A_contradiction_is_named_with_both_sides_remembered_once_and_makes_the_answer_less_sure()
    {
        var pro = Opinion(GrainKinds.Orthopedist, 0.9, 0.9, "Ibuprofen is recommended for a sprain.");
        var contra = Opinion(GrainKinds.Cardiologist, 0.9, 0.9, "Ibuprofen should not be taken in heart failure.");

        var answer = await MergeAsync(pro, contra);
        await MergeAsync(pro, contra);

        var named = answer.Disagreements.ShouldHaveSingleItem();
        named.ShouldContain("the orthopedist says “Ibuprofen is recommended for a sprain.”");
        named.ShouldContain("the cardiologist says “Ibuprofen should not be taken in heart failure.”");
        answer.Confidence.ShouldBe(0.81, 0.0001);
        answer.Sentences.Count.ShouldBe(2);
        (await StateAsync()).Disagreements.ShouldHaveSingleItem().Text.ShouldBe(named);
    }

    [Fact]
    public async Task A_contradiction_lowers_confidence_but_never_makes_a_refusal_of_what_is_said()
    {
        var answer = await MergeAsync(
            Opinion(GrainKinds.Orthopedist, 0.62, 0.9, "Ibuprofen is recommended for a sprain."),
            Opinion(GrainKinds.Cardiologist, 0.62, 0.9, "Ibuprofen should not be taken in heart failure."));

        answer.Disagreements.Count.ShouldBe(1);
        answer.Level.ShouldBe(ConfidenceLevel.Low);
        answer.Confidence.ShouldBeInRange(Thresholds.Low, 0.62);
    }

    [Theory]
    [InlineData("An anti-inflammatory gel is the first medicine to try for a sore knee.", "Ibuprofen-type painkillers raise bleeding risk with anticoagulants, so paracetamol is usually safer.")]
    [InlineData("Diclofenac may be used for a few days.", "People with kidney disease should avoid ibuprofen and similar painkillers.")]
    [InlineData("Surgery is usually needed for a complete tear.", "Most people get better without surgery.")]
    [InlineData("An MRI scan is recommended within a week.", "An MRI is not usually needed.")]
    [InlineData("Metformin should be started now.", "Stop metformin before the operation.")]
    [InlineData("Gentle exercise helps recovery.", "Exercise should be delayed until the heart has been checked.")]
    [InlineData("Propranolol prevents attacks of migraine.", "Beta blockers can worsen asthma.")]
    public async Task What_one_advises_and_another_warns_off_is_named_whatever_it_is_called(string advising, string warning)
    {
        var answer = await MergeAsync(Opinion(GrainKinds.Orthopedist, 0.9, 0.9, advising), Opinion(GrainKinds.Cardiologist, 0.9, 0.9, warning));

        answer.Disagreements.ShouldHaveSingleItem().ShouldBe($"the orthopedist says “{advising}”, the cardiologist says “{warning}”");
    }

    [Theory]
    [InlineData("Anticoagulants are used to prevent stroke.", "Ibuprofen-type painkillers raise bleeding risk with anticoagulants.")]
    [InlineData("Metformin is the first medicine for type 2 diabetes.", "Never stop metformin by yourself.")]
    [InlineData("Exercise helps the heart.", "Exercise increases strength and balance.")]
    [InlineData("Ice is used in the first days.", "Good advice should not be ignored.")]
    [InlineData("Surgery may be offered.", "Surgery may be offered when exercise did not help.")]
    public async Task What_a_sentence_says_of_something_else_is_no_stance(string one, string other)
    {
        var answer = await MergeAsync(Opinion(GrainKinds.Orthopedist, 0.9, 0.9, one), Opinion(GrainKinds.Cardiologist, 0.9, 0.9, other));

        answer.Disagreements.ShouldBeEmpty();
    }

    [Fact]
    public async Task Advice_on_different_things_and_of_one_mind_is_no_contradiction()
    {
        var answer = await MergeAsync(
            Opinion(GrainKinds.Orthopedist, 0.9, 0.9, "Ibuprofen helps a sprain.", "Surgery is rarely used."),
            Opinion(GrainKinds.Cardiologist, 0.9, 0.9, "Ibuprofen is used for pericarditis.", "Alcohol should not be taken."));

        answer.Disagreements.ShouldBeEmpty();
    }

    private static Opinion Opinion(string agent, double confidence, double evidence, params string[] sentences)
    {
        var passage = new EvidencePassage($"{agent}#1", "topic", "Title", "Source", "", "Text", evidence);
        return new Opinion(
            agent,
            [.. sentences.Select(text => new OpinionSentence(text, [passage.Id]))],
            [passage],
            confidence,
            Thresholds.LevelOf(confidence),
            Missing: null);
    }

    private static Opinion Refusal(string agent, double confidence, string missing) =>
        new(agent, [], [], confidence, ConfidenceLevel.Refused, missing);

    private async Task<MergedAnswer> MergeAsync(params Opinion[] opinions) =>
        await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.Aggregator, Asha), new MergeOpinions(Asha, "r_1", opinions));

    private async Task<AggregatorState> StateAsync()
    {
        var stored = (await agents.Storage.ReadAsync(GrainKinds.AgentOf(GrainKinds.Aggregator, Asha), default)).ShouldNotBeNull();
        stored.Owner.ShouldBe(Asha);
        return JsonSerializer.Deserialize<AggregatorState>(stored.State.Span, WireJson.Options).ShouldNotBeNull();
    }
}
