using MediAgents.Models.Answers;

namespace MediAgents.Models.Tests.Answers;

public sealed class ExtractiveWriterTests
{
    private static readonly Evidence Symptoms = new("c1", "Stable angina", "Symptoms",
        [
            "Stable angina is a tightness or pressure in the chest brought on by effort.",
            "Stable angina usually settles within a few minutes of rest.",
            "Cold weather and heavy meals can bring on stable angina sooner.",
        ], 0.95);

    private static readonly Evidence Treatment = new("c2", "Stable angina", "Treatment",
        [
            "Glyceryl trinitrate spray relieves an attack of stable angina.",
            "Beta blockers are a first treatment to prevent stable angina.",
        ], 0.9);

    private static readonly Evidence Unrelated = new("c3", "Gout", "Treatment",
        ["Colchicine treats an attack of gout.", "Allopurinol prevents attacks of gout."], 0.71);

    private readonly ExtractiveWriter writer = new();

    [Fact]
    public async Task Every_sentence_is_verbatim_and_names_its_evidence()
    {
        foreach (var sentence in await Write("How is angina treated?", Symptoms, Treatment))
        {
            var source = new[] { Symptoms, Treatment }.Single(evidence => sentence.EvidenceIds.SequenceEqual([evidence.Id]));
            source.Sentences.ShouldContain(sentence.Text);
        }
    }

    [Fact]
    public async Task An_answer_has_three_to_six_sentences()
    {
        var many = Symptoms with { Sentences = [.. Enumerable.Range(0, 30).Select(i => $"Angina fact {Words(i)} is told here.")] };

        (await Write("angina?", Symptoms, Treatment)).Count.ShouldBeInRange(3, 6);
        (await Write("angina fact?", many)).Count.ShouldBeInRange(3, 6);
    }

    [Fact]
    public async Task The_section_asked_for_is_quoted()
    {
        var answer = await Write("What is the treatment of angina?", Symptoms, Treatment);

        answer.ShouldContain(sentence => sentence.Text.StartsWith("Glyceryl trinitrate"));
        answer.ShouldContain(sentence => sentence.Text.StartsWith("Beta blockers"));
    }

    [Fact]
    public async Task The_words_of_the_title_tell_no_sentence_from_another()
    {
        var symptoms = Symptoms with { Sentences = [.. Symptoms.Sentences, "Stable angina may be felt in the jaw, and stable angina in the arm."] };
        var treatment = Treatment with { Sentences = ["A nitrate spray relieves an attack.", "Beta blockers prevent further attacks.", "A statin lowers the risk to the heart."] };

        var answer = await Write("How is stable angina treated?", symptoms, treatment);

        answer.Take(3).ShouldAllBe(sentence => sentence.EvidenceIds[0] == "c2");
        answer.Count(sentence => sentence.EvidenceIds[0] == "c1").ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_section_that_the_subject_lacks_is_made_up_for_by_the_sentence_with_its_word()
    {
        var answer = await Write("How is angina prevented?", Symptoms, Treatment);

        answer[0].Text.ShouldStartWith("Beta blockers");
    }

    [Fact]
    public async Task A_question_of_two_halves_is_answered_in_both()
    {
        var definition = new Evidence("c4", "Stable angina", "What it is", ["Angina is chest discomfort on effort."], 0.9);

        var answer = await Write("What is angina and how is it treated?", Symptoms, Treatment, definition);

        answer.Select(sentence => sentence.EvidenceIds[0]).Distinct().Take(2).ShouldBe(["c4", "c2"]);
    }

    [Fact]
    public async Task Signs_and_symptoms_ask_for_no_definition()
    {
        var definition = new Evidence("c4", "Stable angina", "What it is", ["Angina is chest discomfort on effort."], 0.97);

        (await Write("What are the signs and symptoms of stable angina?", definition, Symptoms))[0].EvidenceIds[0].ShouldBe("c1");
    }

    [Fact]
    public async Task A_subject_named_in_full_stands_before_one_that_mentions_it()
    {
        var tia = new Evidence("c5", "Transient ischaemic attack", "Symptoms", ["The symptoms are those of a stroke and pass within a day."], 0.97);
        var stroke = new Evidence("c6", "Stroke", "Symptoms", ["The face droops.", "Speech is slurred.", "One arm is weak."], 0.96);

        (await Write("What are the symptoms of a stroke?", tia, stroke)).ShouldAllBe(sentence => sentence.EvidenceIds[0] == "c6");
    }

    [Fact]
    public async Task Sections_come_in_their_natural_order() =>
        (await Write("How is angina treated and what are its symptoms?", Treatment, Symptoms))
            .Select(sentence => sentence.EvidenceIds[0]).ShouldBeInOrder(SortDirection.Ascending);

    [Fact]
    public async Task A_weaker_unrelated_subject_is_left_out() =>
        (await Write("How is angina treated?", Symptoms, Treatment, Unrelated))
            .ShouldAllBe(sentence => sentence.EvidenceIds[0] != "c3");

    [Fact]
    public async Task A_second_subject_of_equal_relevance_follows_the_first()
    {
        var answer = await Write("How are angina and gout treated?", Treatment, Unrelated with { Score = 0.89 });

        answer.Select(sentence => sentence.EvidenceIds[0]).Distinct().ShouldBe(["c2", "c3"]);
    }

    [Fact]
    public async Task What_was_said_is_not_said_again()
    {
        var twice = Symptoms with { Id = "c9", Sentences = ["Stable angina is a pressure or tightness in the chest that is brought on by effort."] };

        (await Write("What is angina?", Symptoms, twice)).Count(sentence => sentence.Text.Contains("tightness")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_brief_gives_the_same_answer()
    {
        var first = await Write("How is angina treated?", Symptoms, Treatment, Unrelated);

        for (var i = 0; i < 20; i++)
            (await Write("How is angina treated?", Symptoms, Treatment, Unrelated)).Select(s => s.Text).ShouldBe(first.Select(s => s.Text));
    }

    [Fact]
    public async Task No_evidence_gives_no_answer()
    {
        (await Write("How is angina treated?")).ShouldBeEmpty();
        (await Write("", Symptoms with { Sentences = [] })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("🙂🙂🙂")]
    [InlineData("\0\u0001\uD800 \uFFFF")]
    public async Task An_odd_question_still_gets_the_gist_of_the_evidence(string question) =>
        (await Write(question, Symptoms)).ShouldNotBeEmpty();

    [Fact]
    public async Task Very_much_evidence_takes_bounded_time()
    {
        var huge = Enumerable.Range(0, 2_000)
            .Select(i => new Evidence($"c{i}", "One", "Tests", [.. Enumerable.Repeat(new string('x', 2_000), 100)], 0.9))
            .ToArray();

        var answer = await Write(new string('q', 100_000), huge);

        answer.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancellation_stops_the_writing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in writer.WriteAsync(new AnswerBrief("angina", "", [Symptoms]), cancelled.Token))
            {
            }
        });
    }

    private async Task<List<AnswerSentence>> Write(string question, params Evidence[] evidence)
    {
        var sentences = new List<AnswerSentence>();
        await foreach (var sentence in writer.WriteAsync(new AnswerBrief(question, "", evidence), CancellationToken.None))
            sentences.Add(sentence);
        return sentences;
    }

    private static string Words(int number) => string.Join(' ', Enumerable.Range(0, 6).Select(i => $"{(char)('a' + (number + i) % 26)}{(char)('a' + number % 26)}{i}word"));
}
