using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Tests.Language;

public sealed class MentionsTests
{
    private static readonly PhraseBook<string> Book = PhraseBookReader<string>.FromText(
        p => p, "it | stroke, fever, cough, headache, palpitation, words, swelling");

    [Theory]
    [InlineData("I have no fever", "fever")]
    [InlineData("no fever, cough or headache", "headache")]
    [InlineData("denies palpitations and headache", "headache")]
    [InlineData("I don't have any cough", "cough")]
    [InlineData("without fever", "fever")]
    public void Denied(string text, string word) => MentionOf(text, word).ShouldBe(Mention.Negated);

    [Theory]
    [InlineData("no fever but a cough", "cough")]
    [InlineData("no fever, my headache is worse", "headache")]
    [InlineData("the fever is not going away", "fever")]
    [InlineData("no relief from this headache", "headache")]
    [InlineData("she could not find the words", "words")]
    [InlineData("No. Just a cough", "cough")]
    [InlineData("the cough started two years ago", "cough")]
    public void Present(string text, string word) => MentionOf(text, word).ShouldBe(Mention.Present);

    [Theory]
    [InlineData("My father died of a stroke", "stroke")]
    [InlineData("family history of stroke", "stroke")]
    [InlineData("my mother died of a stroke, I have a cough", "stroke")]
    public void A_relatives(string text, string word) => MentionOf(text, word).HasFlag(Mention.Family).ShouldBeTrue();

    [Fact]
    public void What_a_relative_had_may_not_be_over() => MentionOf("My father had a stroke", "stroke").ShouldBe(Mention.Kin);

    [Fact]
    public void What_follows_a_relatives_history_is_ones_own() =>
        MentionOf("my mother died of a stroke, I have a cough", "cough").ShouldBe(Mention.Present);

    [Fact]
    public void A_relative_ill_now_is_the_patient() => MentionOf("my father is having a stroke", "stroke").ShouldBe(Mention.Present);

    [Theory]
    [InlineData("I had a stroke in 2015", "stroke")]
    [InlineData("stroke ten years ago", "stroke")]
    public void Long_past(string text, string word) => MentionOf(text, word).HasFlag(Mention.Past).ShouldBeTrue();

    [Theory]
    [InlineData("what should I do if I get palpitations", "palpitation", Mention.Hypothetical)]
    [InlineData("I am afraid of a stroke", "stroke", Mention.Hypothetical)]
    [InlineData("What are the signs of a stroke?", "stroke", Mention.Educational)]
    [InlineData("how is fever treated", "fever", Mention.Educational)]
    [InlineData("Doctor: any fever?\nPatient: yes", "fever", Mention.Asked)]
    [InlineData("Doctor: any fever?\nPatient: no", "fever", Mention.Negated)]
    public void Only_talked_about(string text, string word, object mention) =>
        MentionOf(text, word).HasFlag((Mention)mention).ShouldBeTrue();

    private static Mention MentionOf(string text, string phrase) =>
        Book.Read(text).Matches.Single(m => m.Entry.Source == phrase).Mention;
}
