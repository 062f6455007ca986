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

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.15)]
    public void The_half_of_a_dotted_consonant_that_a_text_layer_loses_is_no_blank(double scale)
    {
        // Heights of 13.04; blanks of 2.1, and the lost halves of the letters before them.
        var rows = new List<List<PlacedWord>>
        {
            Line(scale, "மருத்|துவர் கட்|டணம்"), Line(scale, "டெஸ்|ட் அறிக்|கை"), Line(scale, "செப்|டம்பர் மாத்|திரை"),
        };

        WordJoining.Close(rows);

        rows.Select(row => string.Join(' ', row.Select(word => word.Text))).ShouldBe(["மருத்துவர் கட்டணம்", "டெஸ்ட் அறிக்கை", "செப்டம்பர் மாத்திரை"]);
    }

    [Fact]
    public void Where_a_font_loses_nothing_words_that_end_in_a_dotted_consonant_stay_apart()
    {
        var rows = new List<List<PlacedWord>> { Line(0, "டாக்டர் கட்டணம்"), Line(0, "ஸ்கேன் கட்டணம்"), Line(0, "பதிவுக் கட்டணம்"), Line(0, "மொத்தப் பணம்") };

        WordJoining.Close(rows);

        rows.ShouldAllBe(row => row.Count == 2);
    }

    /// <summary>Words that blanks part, and parts of words where a bar stands, behind what the dotted consonants there lose.</summary>
    private static List<PlacedWord> Line(double scale, string text)
    {
        var halves = new Dictionary<char, double> { ['த'] = 0.261, ['ட'] = 0.236, ['ஸ'] = 0.465, ['க'] = 0.261, ['ப'] = 0.288, ['ர'] = 0.19, ['ன'] = 0.413, ['ம'] = 0.273 };
        var (words, left) = (new List<PlacedWord>(), 40.0);
        foreach (var word in text.Split(' '))
        {
            foreach (var part in word.Split('|'))
            {
                words.Add(Word(part, left, left + (6 * part.Length)));
                left += (6 * part.Length) + (part[^1] == '\u0BCD' ? scale * halves[part[^2]] * 13.04 : 0);
            }

            left += 2.1;
        }

        return words;
    }

    private static PlacedWord Word(string text, double left, double right, int row = 0) => new(text, left, 150 + (20 * row), right, 163.04 + (20 * row));
}
