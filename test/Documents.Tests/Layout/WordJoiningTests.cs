using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Tests.Layout;

public sealed class WordJoiningTests
{
    [Fact]
    public void A_gap_inside_a_conjunct_is_closed_and_a_blank_is_not()
    {
        // Edges as a browser's PDF has them: blanks of 2.6 points, and 2.2 behind a narrow glyph.
        List<List<PlacedWord>> rows =
        [
            [Word("आईवी", 169.0, 192.25), Word("कै", 194.85, 200.26), Word("नुला", 202.47, 217.38)],
            .. Enumerable.Range(0, 6).Select(i => new List<PlacedWord> { Word("रक्त", 169.0, 180.0, i), Word("परीक्षण", 182.6, 200.0, i) }),
        ];

        WordJoining.Close(rows);

        rows[0].Select(word => word.Text).ShouldBe(["आईवी", "कैनुला"]);
        rows[0][1].Right.ShouldBe(217.38);
        rows.Skip(1).ShouldAllBe(row => row.Count == 2);
    }

    [Theory]
    [InlineData("Rs.", "500", 0.2, "Rs.500")]
    [InlineData("Blood", "Sugar", 2.4, "Blood Sugar")]
    [InlineData("1", "175.00", 4.0, "1 175.00")]
    public void Words_of_two_fonts_are_joined_where_nothing_parts_them(string first, string second, double gap, string expected)
    {
        List<List<PlacedWord>> rows = [[Word(first, 10, 30), Word(second, 30 + gap, 60)]];

        WordJoining.Close(rows);

        string.Join(' ', rows[0].Select(word => word.Text)).ShouldBe(expected);
    }

    private static PlacedWord Word(string text, double left, double right, int row = 0) => new(text, left, 150 + (20 * row), right, 163.04 + (20 * row));
}
