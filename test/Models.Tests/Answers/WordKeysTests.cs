using MediAgents.Models.Answers;

namespace MediAgents.Models.Tests.Answers;

public sealed class WordKeysTests
{
    [Theory]
    [InlineData("treatment", "treated")]
    [InlineData("Migraines", "migraine")]
    [InlineData("tests", "test")]
    [InlineData("Parkinson’s", "parkinsons")]
    public void Forms_of_a_word_share_a_key(string left, string right) =>
        WordKeys.Shared(WordKeys.Of(left), WordKeys.Of(right)).ShouldBe(1);

    [Fact]
    public void Grammar_words_have_no_key() => WordKeys.Of("What is the, and of it?").ShouldBeEmpty();

    [Fact]
    public void A_word_counts_once() => WordKeys.Of("pain, pain and PAIN").Length.ShouldBe(1);
}
