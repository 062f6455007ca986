using MediAgents.Billing.Matching;
using MediAgents.Billing.Rates;

namespace MediAgents.Billing.Tests.Matching;

public sealed class GlossesTests
{
    private static readonly ProcedureIndex Index = RateBook.Shipped.Cghs.Index;

    [Theory]
    [InlineData("Procalcitonin (PCT assay)", "LB248")]
    [InlineData("BT (bleeding time)", "LB019")]
    [InlineData("Sodium (Na)", "LB092")]
    [InlineData("Glycated Hb (HbA1c)", "LB122")]
    [InlineData("Fresh Frozen Plasma (1 unit)", "BC003")]
    [InlineData("सोडियम (Na)", "LB092")]
    [InlineData("Serum Creatinine - kinetic", "LB058")]
    [InlineData("Compatibility test / cross match", "LB037")]
    public void A_service_said_twice_is_the_row_that_one_half_names(string wording, string code)
    {
        var match = Index.Match(wording);

        (match.Outcome, match.Best!.Code).ShouldBe((MatchOutcome.Matched, code));
    }

    [Theory]
    [InlineData("Serum Sodium (Potassium)")]
    [InlineData("CT Scan Head Without Contrast (with contrast)")]
    [InlineData("HIV I and II (quantitative)")]
    [InlineData("Total Hip Replacement (revision)")]
    [InlineData("Serum Sodium / Potassium")]
    [InlineData("CT Scan Head Without Contrast - with contrast")]
    [InlineData("Identity band (ID)")]
    public void Halves_that_contradict_each_other_decide_nothing(string wording) =>
        Index.Match(wording).Outcome.ShouldNotBe(MatchOutcome.Matched);

    [Theory]
    [InlineData("(")]
    [InlineData("()")]
    [InlineData("(CBC)")]
    [InlineData("CBC (")]
    [InlineData(") CBC (x)")]
    public void Brackets_without_a_pair_or_content_are_read_as_they_stand(string wording) =>
        Should.NotThrow(() => Index.Match(wording));

    [Fact]
    public void A_match_by_half_of_the_wording_is_less_sure_than_one_by_the_whole() =>
        Index.Match("Sodium (Na)").Confidence.ShouldBeLessThan(Index.Match("Sodium").Confidence);
}
