using MediAgents.Knowledge.Search;
using MediAgents.Knowledge.Tests.Starter;
using MediAgents.Knowledge.Text;

namespace MediAgents.Knowledge.Tests.Search;

public sealed class TermVectorsTests
{
    private static readonly CollectionIndex Index = new(SharedStarter.Knowledge.Collection);
    private static readonly TermVectors Vectors = new(Index);

    [Theory]
    [InlineData("wheezing", "asthma", "gout")]
    [InlineData("urate", "gout", "asthma")]
    [InlineData("aura", "migraine", "kidney-stones")]
    public void A_word_lies_nearer_to_the_topic_it_belongs_to(string word, string near, string far) =>
        Cosine(word, near).ShouldBeGreaterThan(Cosine(word, far) + 0.2f);

    private static float Cosine(string word, string topic)
    {
        Index.Terms.TryGet(Stemmer.Stem(word), out var term).ShouldBeTrue();
        var vector = new float[TermVectors.Dimensions];
        Vectors.AddTerm(vector, term, 1);
        TermVectors.Normalise(vector);
        return Vectors.WithTopic(vector, SharedStarter.Knowledge.Collection.Topics.Select(t => t.Id).ToList().IndexOf(topic));
    }
}
