using MediAgents.Evaluation.Matching;

namespace MediAgents.Evaluation.Tests.Matching;

public sealed class TrigramBaselineTests
{
    private static readonly TrigramBaseline Index = new(["Serum Creatinine", "Serum Calcium", "MRI Brain"]);

    [Theory]
    [InlineData("serum creatinine", 0)]
    [InlineData("S. CREATNINE", 0)]
    [InlineData("calcum", 1)]
    [InlineData("brain", 2)]
    [InlineData("xyz", -1)]
    [InlineData("", -1)]
    public void The_name_with_the_most_trigrams_in_common_is_best(string wording, int row) => Index.Best(wording).ShouldBe(row);
}
