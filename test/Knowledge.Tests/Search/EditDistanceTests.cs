using FsCheck;
using FsCheck.Fluent;
using MediAgents.Knowledge.Search;

namespace MediAgents.Knowledge.Tests.Search;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("typhoid", "typhoid", 0)]
    [InlineData("thyriod", "thyroid", 1)]
    [InlineData("migran", "migrain", 1)]
    [InlineData("", "gout", 4)]
    [InlineData("asma", "asthma", 2)]
    public void Inserts_deletes_replacements_and_swaps_count_one_each(string left, string right, int edits) =>
        EditDistance.Between(left, right).ShouldBe(edits);

    [Fact]
    public void Distance_is_symmetric_and_bounded_by_the_longer_word() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((a, b) =>
            {
                var (left, right) = (Cut(a.Get), Cut(b.Get));
                var distance = EditDistance.Between(left, right);
                return distance == EditDistance.Between(right, left)
                    && distance <= Math.Max(left.Length, right.Length)
                    && distance == 0 == (left == right);
            })
            .QuickCheckThrowOnFailure();

    private static string Cut(string word) => word.Length > 40 ? word[..40] : word;
}
