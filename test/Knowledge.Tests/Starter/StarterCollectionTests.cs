using MediAgents.Knowledge.Topics;

namespace MediAgents.Knowledge.Tests.Starter;

public sealed class StarterCollectionTests
{
    private static readonly KnowledgeCollection Collection = SharedStarter.Knowledge.Collection;

    [Fact]
    public void There_are_at_least_sixty_topics_across_the_four_specialties()
    {
        Collection.Topics.Count.ShouldBeGreaterThanOrEqualTo(60);
        foreach (var specialty in Specialty.All)
            Collection.Topics.Count(topic => topic.Specialties[0] == specialty).ShouldBeGreaterThanOrEqualTo(10, specialty);
    }

    [Fact]
    public void A_passage_is_one_section_with_its_sentences_and_source()
    {
        Collection.Passages.Count.ShouldBe(Collection.Topics.Sum(topic => topic.Sections.Count));
        Collection.Passages.Select(passage => passage.Id).ShouldBeUnique();
        foreach (var passage in Collection.Passages)
        {
            string.Join(' ', passage.Sentences).ShouldBe(passage.Text);
            passage.Id.ShouldStartWith(passage.TopicId + "#");
            passage.Source.ShouldNotBeNullOrWhiteSpace();
            passage.Url.ShouldStartWith("https://");
        }
    }

    [Fact]
    public void Every_title_and_term_finds_its_topic_first()
    {
        var names = Collection.Topics
            .SelectMany(topic => topic.Terms.Prepend(topic.Title).Select(name => (Name: name, topic.Id)))
            .ToList();

        var missed = names
            .Where(name => SharedStarter.Knowledge.Search(new RetrievalQuery(name.Name, TopK: 1, SimilarityThreshold: 0))
                .Passages.All(found => found.Passage.TopicId != name.Id))
            .Select(name => $"{name.Name} ({name.Id})")
            .ToList();

        missed.Count.ShouldBeLessThanOrEqualTo(names.Count / 50, string.Join(", ", missed));
    }

    [Fact]
    public void Every_title_is_answered_from_its_own_topic()
    {
        foreach (var topic in Collection.Topics)
        {
            var retrieval = SharedStarter.Ask($"What is {topic.Title}?");

            retrieval.Confidence.ShouldBeGreaterThanOrEqualTo(0.6, topic.Id);
            retrieval.Passages[0].Passage.TopicId.ShouldBe(topic.Id);
        }
    }
}
