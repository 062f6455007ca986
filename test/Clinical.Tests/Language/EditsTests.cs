using FsCheck;
using FsCheck.Fluent;
using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Tests.Language;

public sealed class EditsTests
{
    [Theory]
    [InlineData("palpitation", "palpitaton", 1, true)]
    [InlineData("stroke", "storke", 1, true)]
    [InlineData("migraine", "migrane", 1, true)]
    [InlineData("palpitation", "palpatatin", 1, false)]
    [InlineData("palpitation", "palpatatin", 2, true)]
    [InlineData("knee", "knee", 0, true)]
    [InlineData("knee", "kneels", 1, false)]
    public void Counts_insertions_deletions_substitutions_and_swaps(string a, string b, int allowed, bool within) =>
        Edits.Within(a, b, allowed).ShouldBe(within);

    [Fact]
    public void Distance_is_symmetric() =>
        Prop.ForAll(Words(), Words(), (a, b) => Edits.Within(a, b, 2) == Edits.Within(b, a, 2)).QuickCheckThrowOnFailure();

    [Fact]
    public void Dropping_one_letter_is_one_edit() =>
        Prop.ForAll(Words(), word => word.Length < 2 || Edits.Within(word, word.AsSpan(1), 1)).QuickCheckThrowOnFailure();

    private static Arbitrary<string> Words() => Gen.Elements("abcde".ToCharArray())
        .ListOf()
        .Select(letters => new string([.. letters.Take(12)]))
        .ToArbitrary();
}
