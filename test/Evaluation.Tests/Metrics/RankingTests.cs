using MediAgents.Evaluation.Metrics;

namespace MediAgents.Evaluation.Tests.Metrics;

public sealed class RankingTests
{
    private static readonly Dictionary<string, int> Relevance = new() { ["d1"] = 2, ["d2"] = 1, ["d3"] = 0 };

    [Fact]
    public void The_ideal_order_has_ndcg_one() => Ranking.NdcgAt10(["d1", "d2", "d3"], Relevance).ShouldBe(1, 1e-9);

    [Fact]
    public void Ndcg_has_gain_two_to_the_relevance_less_one()
    {
        var found = (1 / Math.Log2(2)) + (3 / Math.Log2(4));
        var ideal = (3 / Math.Log2(2)) + (1 / Math.Log2(3));
        Ranking.NdcgAt10(["d2", "unjudged", "d1"], Relevance).ShouldBe(found / ideal, 1e-9);
    }

    [Fact]
    public void Condensed_ndcg_leaves_unjudged_documents_out() =>
        Ranking.CondensedNdcgAt10(["x", "d1", "y", "d2"], Relevance).ShouldBe(1, 1e-9);

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1, 0.5)]
    [InlineData(9, 0.1)]
    [InlineData(10, 0.0)]
    public void Reciprocal_rank_counts_to_ten(int before, double expected) =>
        Ranking.ReciprocalRankAt10([.. Enumerable.Range(0, before).Select(i => $"x{i}"), "d1"], Relevance).ShouldBe(expected, 1e-9);

    [Fact]
    public void Reciprocal_rank_without_a_relevant_document_is_zero() => Ranking.ReciprocalRankAt10(["x", "d3"], Relevance).ShouldBe(0);

    [Fact]
    public void Recall_is_the_share_of_relevant_documents_found() => Ranking.RecallAt10(["x", "d2", "d3"], Relevance).ShouldBe(0.5);

    [Fact]
    public void A_document_listed_twice_counts_once()
    {
        Ranking.NdcgAt10(["d1", "d1", "d1"], Relevance).ShouldBe(Ranking.NdcgAt10(["d1"], Relevance));
        Ranking.RecallAt10(["d2", "d2"], Relevance).ShouldBe(0.5);
    }

    [Fact]
    public void Negative_relevance_is_irrelevance()
    {
        var spam = new Dictionary<string, int> { ["bad"] = -1, ["d1"] = 1 };
        Ranking.NdcgAt10(["bad", "d1"], spam).ShouldBe(1 / Math.Log2(3), 1e-9);
        Ranking.HasRelevant(new Dictionary<string, int> { ["bad"] = -1 }).ShouldBeFalse();
    }
}
