using FsCheck;
using FsCheck.Fluent;
using MediAgents.Knowledge.Vectors;

namespace MediAgents.Knowledge.Tests.Vectors;

public sealed class RankFusionTests
{
    [Fact]
    public void What_both_rankings_have_high_comes_first() =>
        RankFusion.Of<string>(["a", "b", "c"], ["c", "d", "a"]).ShouldBe(["a", "c", "b", "d"]);

    [Fact]
    public void One_ranking_is_kept_as_it_is() =>
        Prop.ForAll<int[]>(numbers => RankFusion.Of<int>(numbers.Distinct().ToList()).SequenceEqual(numbers.Distinct())).QuickCheckThrowOnFailure();

    [Fact]
    public void Rankings_that_agree_are_kept_and_each_entry_stands_once() => Prop.ForAll<int[], int[]>((one, other) =>
    {
        var (left, right) = (one.Distinct().ToList(), other.Distinct().ToList());
        return RankFusion.Of<int>(left, left).SequenceEqual(left)
            && RankFusion.Of<int>(left, right).Order().SequenceEqual(left.Union(right).Order());
    }).QuickCheckThrowOnFailure();
}
