using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Tests.Layout;

public sealed class PageLayoutTests
{
    [Fact]
    public void Columns_stand_below_each_other_and_figures_end_below_each_other()
    {
        var (text, _) = Lay(
            Row(100, ("Description", 50), ("Qty", 300), ("Amount", 400)),
            Row(114, ("ECG", 50), ("1", 315), ("175.00", 400)),
            Row(128, ("Ventilator", 50), ("10", 309), ("99.00", 405)));

        var lines = text.Split('\n');
        ((double)lines[1].IndexOf("175.00", StringComparison.Ordinal)).ShouldBe(lines[0].IndexOf("Amount", StringComparison.Ordinal), 1.0);
        lines[1].Length.ShouldBe(lines[2].Length);
        (lines[1].IndexOf(" 1 ", StringComparison.Ordinal) + 1).ShouldBe(lines[2].IndexOf(" 10 ", StringComparison.Ordinal) + 2);
    }

    [Fact]
    public void Words_of_one_cell_are_one_blank_apart_and_cells_at_least_two()
    {
        var (text, _) = Lay(Row(100, ("Blood", 50), ("Sugar", 78), ("Fasting", 125)));

        text.ShouldBe("Blood Sugar    Fasting");
    }

    [Fact]
    public void In_a_typewriter_s_font_a_blank_is_as_wide_as_a_digit()
    {
        // Letters and digits of 5.4 points in the wording, of 5.1 in the column.
        PlacedWord[] wording = [new("Forceps", 50, 100, 87.8, 110), new("12", 93.2, 100, 104, 110), new("cm", 109.4, 100, 120.2, 110)];
        PlacedWord[] figures = [.. Enumerable.Range(0, 8).Select(i => new PlacedWord("175.00", 300, 120 + (20 * i), 330.6, 130 + (20 * i)))];

        Lay(wording, figures).Text.Split('\n')[0].ShouldBe("Forceps 12 cm");
    }

    [Fact]
    public void A_description_longer_in_characters_than_on_paper_moves_the_whole_column()
    {
        // Signs above and below letters take characters and no width.
        var (text, _) = Lay(
            Row(100, ("Item", 50), ("Rate", 150)),
            [new("इलेक्ट्रोकार्डियोग्राम", 50, 114, 140, 124), new("250.00", 150, 114, 180, 124)],
            Row(128, ("ECG", 50), ("175.00", 150)));

        var lines = text.Split('\n');
        lines[1].IndexOf("250.00", StringComparison.Ordinal).ShouldBe(lines[2].IndexOf("175.00", StringComparison.Ordinal));
        ((double)lines[0].IndexOf("Rate", StringComparison.Ordinal)).ShouldBe(lines[2].IndexOf("175.00", StringComparison.Ordinal), 1.0);
    }

    [Fact]
    public void Figures_beside_the_middle_of_two_lines_are_a_row_of_their_own()
    {
        var (text, _) = Lay(Row(100, ("Ultrasound", 50)), Row(107, ("450.00", 400)), Row(114, ("abdomen", 50)));

        text.Split('\n').Select(line => line.Trim()).ShouldBe(["Ultrasound", "450.00", "abdomen"]);
    }

    [Fact]
    public void Each_line_has_the_box_around_its_words_and_blank_lines_have_none()
    {
        var (text, boxes) = Lay(Row(100, ("Total", 59.5), ("175.00", 400)), Row(200, ("Thanks", 50)));

        text.Split('\n').Length.ShouldBe(boxes.Count);
        boxes[0].ShouldBe(new(0.1, 0.1188, 0.6227, 0.0118));
        boxes[1].ShouldBeNull();
        boxes[2].ShouldNotBeNull();
    }

    [Fact]
    public void Lines_keep_every_word_in_its_order_and_a_box_each()
    {
        var random = new Random(11);
        for (var run = 0; run < 300; run++)
        {
            var words = Enumerable.Range(0, random.Next(1, 60)).Select(i =>
            {
                var (left, top, length) = (random.NextDouble() * 600, Math.Floor(random.NextDouble() * 20) * 14, random.Next(1, 12));
                return new PlacedWord($"{new string('w', length)}{i}", left, top, left + (length * random.NextDouble() * 9), top + 10, random.Next(2) == 0 ? null : (int)top);
            }).ToList();

            var (text, boxes, _) = PageLayout.Of(new PageWords(595, 842, words));

            text.Split('\n').Length.ShouldBe(boxes.Count);
            string.Concat(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Length.ShouldBe(words.Sum(word => word.Text.Length));
            boxes.ShouldAllBe(box => box == null || (box.Left >= 0 && box.Top >= 0 && box.Left + box.Width <= 1.0002 && box.Top + box.Height <= 1.0002));
        }
    }

    [Fact]
    public void A_page_of_very_many_words_in_every_column_does_not_grow_without_bound()
    {
        var words = Enumerable.Range(0, 4000).Select(i => new PlacedWord("0123456789", i % 40 * 5, i / 40 * 12, (i % 40 * 5) + 1, (i / 40 * 12) + 10)).ToList();

        var text = PageLayout.Of(new PageWords(595, 842, words)).Text;

        text.Length.ShouldBeLessThan(words.Count * 40);
    }

    [Fact]
    public void A_product_is_one_cell() =>
        Lay(Row(100, ("Dressing", 50), ("2", 200), ("x", 213), ("450.00", 226), ("900.00", 300))).Text.ShouldContain("2 x 450.00  ");

    [Fact]
    public void Where_all_letters_are_equally_wide_one_blank_parts_words_and_two_part_columns()
    {
        // Letters ten wide whose ink leaves a fifth of that free; a narrow letter leaves more.
        PlacedWord[] Typed(int line, string text)
        {
            var typed = new List<PlacedWord>();
            for (int at = 0, end; at < text.Length; at = end + 1)
            {
                end = text.IndexOf(' ', at) is >= 0 and var next ? next : text.Length;
                if (end > at)
                    typed.Add(new(text[at..end], (at * 10) + 1, line * 20, (end * 10) - 1, (line * 20) + 10, line));
            }

            return [.. typed];
        }

        string[] lines = ["Dental filling single tooth", "12 Gloves   30 Apr   1 l"];
        var words = Typed(1, lines[0]).Concat(Typed(2, lines[1])).ToList();
        // The last letter is narrow.
        words[^1] = words[^1] with { Left = words[^1].Left + 3, Right = words[^1].Right - 3 };
        var page = new PageWords(500, 500, [.. words, .. Typed(3, "Total hospital bill")]);

        PageLayout.Of(page).Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ShouldBe([lines[0], lines[1], "Total hospital bill"]);

        // Letters of unlike widths are no typewriter's: there half a blank is enough for a column.
        var printed = new PageWords(500, 500, [.. page.Words.Select(word => word.Text == "filling" ? word with { Right = word.Right - 20 } : word.Text == "Dental" ? word with { Right = word.Right + 8 } : word)]);
        PageLayout.Of(printed).Text.ShouldContain("1  l");
    }

    private static (string Text, IReadOnlyList<Primitives.PageBox?> Boxes) Lay(params PlacedWord[][] rows)
    {
        var page = PageLayout.Of(new PageWords(595, 842, [.. rows.SelectMany(row => row)]));
        return (page.Text, page.Boxes);
    }

    /// <summary>Words five points wide a character and ten high.</summary>
    private static PlacedWord[] Row(double top, params (string Text, double Left)[] words) =>
        [.. words.Select(word => new PlacedWord(word.Text, word.Left, top, word.Left + (5 * word.Text.Length), top + 10))];
}
