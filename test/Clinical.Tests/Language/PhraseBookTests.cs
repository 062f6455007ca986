using MediAgents.Clinical.Language;

namespace MediAgents.Clinical.Tests.Language;

public sealed class PhraseBookTests
{
    private const string Table = """
        # a table of two concepts
        @joint = knee, ankle
        @pain = pain, ache,
          killing me
        joint | @joint ~ @pain
        row | carpal tunnel
        both | fever & rash
        without | cough & !fever
        loss | no feeling
        """;

    private static readonly PhraseBook<string> Book = PhraseBookReader<string>.FromText(p => p, Table);

    [Theory]
    [InlineData("my knees have been killing me", "joint")]
    [InlineData("an ache, mostly in the left ankle", "joint")]
    [InlineData("Carpal tunnel?", "row")]
    [InlineData("First a rash. Then days later a fever.", "both")]
    [InlineData("just a cough", "without")]
    [InlineData("a cough and no fever", "without")]
    [InlineData("there is no feeling in it", "loss")]
    public void Finds(string text, string payload) => Affirmed(text).ShouldContain(payload);

    [Theory]
    [InlineData("knee. pain elsewhere", "joint")]
    [InlineData("the tunnel is carpal", "row")]
    [InlineData("only a fever", "both")]
    [InlineData("cough and fever", "without")]
    [InlineData("no pain in the knee", "joint")]
    [InlineData("", "joint")]
    public void Does_not_find(string text, string payload) => Affirmed(text).ShouldNotContain(payload);

    [Fact]
    public void Windows_join_only_what_stands_near()
    {
        var apart = "fever " + string.Concat(Enumerable.Repeat("and then ", 100)) + "rash";
        Book.Read(apart, 40).Matches.ShouldBeEmpty();
        Book.Read(apart).Matches.ShouldHaveSingleItem();
        Book.Read(string.Concat(Enumerable.Repeat("and then ", 100)) + "fever and rash", 40).Matches.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("no bar here")]
    [InlineData("x | @nowhere")]
    public void A_broken_table_is_refused(string table) =>
        Should.Throw<FormatException>(() => PhraseBookReader<string>.FromText(p => p, table));

    private static IEnumerable<string> Affirmed(string text) => Book.Read(text).Matches
        .Where(m => !m.Mention.HasFlag(Mention.Negated))
        .Select(m => m.Entry.Payload);
}
