using MediAgents.Knowledge.Search;
using MediAgents.Knowledge.Tests.Starter;
using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Tests.Text;

public sealed class LexiconTests
{
    [Fact]
    public void Every_topic_has_its_patients_words_and_no_others_are_kept() =>
        Lexicon.Instance.TopicsWithLayWords.Order()
            .ShouldBe(SharedStarter.Knowledge.Collection.Topics.Select(topic => topic.Id).Order());

    [Fact]
    public void Every_lay_phrase_leads_to_words_of_the_collection()
    {
        var index = new CollectionIndex(SharedStarter.Knowledge.Collection);

        var leadNowhere = Lexicon.Instance.Synonyms.Entries
            .SelectMany(entry => entry.Value.Select(meaning => (entry.Key, Meaning: meaning)))
            .Where(entry => !index.Terms.TryGet(entry.Meaning, out _))
            .Select(entry => $"{entry.Key} => {entry.Meaning}");

        leadNowhere.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("the", WordRole.Stop)]
    [InlineData("grandmother", WordRole.Conversation)]
    [InlineData("2024", WordRole.Conversation)]
    [InlineData("lupus", WordRole.Condition)]
    [InlineData("sarcoidosis", WordRole.Condition)]
    [InlineData("tonsillitis", WordRole.Condition)]
    [InlineData("knee", WordRole.Content)]
    [InlineData("diagnosis", WordRole.Conversation)]
    public void A_word_has_its_role(string word, object role) => Lexicon.Instance.RoleOf(word, Stemmer.Stem(word)).ShouldBe((WordRole)role);
}
