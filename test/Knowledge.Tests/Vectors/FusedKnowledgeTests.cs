using MediAgents.Knowledge.Starter;
using MediAgents.Knowledge.Vectors;

namespace MediAgents.Knowledge.Tests.Vectors;

/// <summary>The collection that ships, with vectors that point where a test wants them to.</summary>
public sealed class FusedKnowledgeTests
{
    private static readonly StarterKnowledge Words = new();
    private static readonly RetrievalQuery Query = new("How is migraine treated?");

    [Fact]
    public void What_vectors_find_near_moves_up_and_neither_number_nor_relevance_nor_confidence_change()
    {
        var plain = Words.Search(Query);
        var last = plain.Passages[^1].Passage.Id;

        var fused = Near(last).Search(Query);

        fused.Passages.Select(one => one.Passage.Id).ShouldNotBe(plain.Passages.Select(one => one.Passage.Id));
        fused.Passages.ToList().FindIndex(one => one.Passage.Id == last).ShouldBeLessThan(plain.Passages.Count - 1);
        fused.Passages.Select(one => one.Score).ShouldBe(plain.Passages.Select(one => one.Score));
        fused.Confidence.ShouldBe(plain.Confidence);
        fused.Missing.ShouldBe(plain.Missing);
    }

    [Fact]
    public void A_passage_that_shares_no_word_takes_its_place_by_its_ranks()
    {
        var query = Query with { TopK = 8, SimilarityThreshold = 0 };

        var fused = Near("gout#treatment").Search(query);

        Words.Search(query).Passages.ShouldNotContain(one => one.Passage.TopicId == "gout");
        fused.Passages.ShouldContain(one => one.Passage.Id == "gout#treatment");
        fused.Passages.Count.ShouldBe(8);
    }

    [Fact]
    public void Where_words_find_nothing_no_vector_is_asked_for_and_nothing_is_found()
    {
        var asked = 0;
        var fused = new FusedKnowledge(Words, VectorsNear("gout#treatment"), _ =>
        {
            asked++;
            return new float[] { 1, 0 };
        });

        fused.Search(new RetrievalQuery("zxqv wqzx")).Passages.ShouldBeEmpty();
        asked.ShouldBe(0);
    }

    [Fact]
    public void Without_a_vector_of_the_question_words_alone_decide() =>
        new FusedKnowledge(Words, VectorsNear("gout#treatment"), _ => null).Search(Query).Passages.ShouldBe(Words.Search(Query).Passages);

    [Fact]
    public void Only_passages_of_the_specialties_asked_for_are_given()
    {
        var fused = Near("gout#treatment").Search(Query with { Specialties = ["neurology"], TopK = 20, SimilarityThreshold = 0 });

        fused.Passages.ShouldNotBeEmpty();
        fused.Passages.ShouldAllBe(one => one.Passage.Specialties.Contains("neurology"));
    }

    [Fact]
    public void No_topic_takes_all_places()
    {
        var fused = new FusedKnowledge(Words, VectorsNear([.. Words.Collection.Passages.Where(one => one.TopicId == "migraine").Select(one => one.Id)]), _ => new float[] { 1, 0 });

        fused.Search(Query with { SimilarityThreshold = 0 }).Passages.Count(one => one.Passage.TopicId == "migraine").ShouldBe(4);
    }

    [Fact]
    public void Vectors_must_be_one_a_passage_and_of_one_length()
    {
        Should.Throw<ArgumentException>(() => new PassageVectors(Words.Collection, [new float[] { 1, 0 }]));
        Should.Throw<ArgumentException>(() => new PassageVectors(
            Words.Collection, Words.Collection.Passages.Select((_, at) => (ReadOnlyMemory<float>)new float[at == 3 ? 2 : 3])));
        Should.Throw<ArgumentException>(() => VectorsNear("gout#treatment").Nearest([1, 0, 0], null, 5));
    }

    private static FusedKnowledge Near(params string[] passages) => new(Words, VectorsNear(passages), _ => new float[] { 2, 0 });

    /// <summary>These lie in the direction of the question, the others across it.</summary>
    private static PassageVectors VectorsNear(params string[] passages) =>
        new(Words.Collection, Words.Collection.Passages.Select(passage => (ReadOnlyMemory<float>)(passages.Contains(passage.Id) ? new float[] { 3, 0 } : [0, 1])));
}
