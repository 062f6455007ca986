using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Tests.Layout;

public sealed class RecognisedMarksTests
{
    [Theory]
    [InlineData("२७९,००", "२७९.००")]
    [InlineData("1,00", "1.00")]
    [InlineData("1,25,000,00", "1,25,000.00")]
    [InlineData("191,.00.", "191.00")]
    [InlineData("१९१,.००.", "१९१.००")]
    [InlineData("1,250", "1,250")]
    [InlineData("1,25,000", "1,25,000")]
    [InlineData("06,02.2026", "06,02.2026")]
    [InlineData("500/-", "500/-")]
    [InlineData("H,10", "H,10")]
    public void A_comma_before_two_last_digits_is_a_point_and_of_two_marks_one_is_a_speck(string recognised, string expected) =>
        Mended(new PlacedWord(recognised, 0, 0, 80, 20, 1)).ShouldHaveSingleItem().Text.ShouldBe(expected);

    [Theory]
    [InlineData("-")]
    [InlineData("&")]
    [InlineData("+")]
    public void A_mark_between_two_words_stays(string mark) =>
        Mended(new("PRBC", 0, 0, 60, 20, 1), new(mark, 70, 8, 77, 12, 1), new("08:00", 87, 0, 140, 20, 1)).Select(word => word.Text).ShouldBe(["PRBC", mark, "08:00"]);

    [Fact]
    public void A_dash_in_a_cell_of_its_own_or_at_the_end_of_a_line_and_an_unsure_one_are_specks()
    {
        Mended(new("PRBC", 0, 0, 60, 20, 1), new("-", 200, 8, 207, 12, 1), new("100.00", 300, 0, 360, 20, 1)).Count.ShouldBe(2);
        Mended(new("PRBC", 0, 0, 60, 20, 1), new("-", 70, 8, 77, 12, 1), new("ECG", 0, 30, 40, 50, 2)).Count.ShouldBe(2);
        Mended(new("PRBC", 0, 0, 60, 20, 1), new("-", 70, 8, 77, 12, 1, 20), new("unit", 87, 0, 120, 20, 1)).Count.ShouldBe(2);
    }

    [Fact]
    public void A_figure_cut_in_two_before_its_point_is_one_again()
    {
        var word = Mended(new("52884", 0, 0, 60, 20, 1, 90), new(".00", 66, 0, 90, 20, 1, 80)).ShouldHaveSingleItem();

        (word.Text, word.Left, word.Right, word.Confidence).ShouldBe(("52884.00", 0, 90, 80));
        Mended(new("7", 0, 0, 10, 20, 1), new(".50", 60, 0, 84, 20, 1)).Count.ShouldBe(2);
        Mended(new("6", 0, 0, 10, 20, 1), new("228.00", 18, 0, 80, 20, 1)).ShouldHaveSingleItem().Text.ShouldBe("6,228.00");
        Mended(new("6", 0, 0, 10, 20, 1), new("228.00", 40, 0, 100, 20, 1)).Count.ShouldBe(2);
        Mended(new("12.5", 0, 0, 40, 20, 1), new(".50", 44, 0, 68, 20, 1)).Count.ShouldBe(2);
    }

    [Fact]
    public void Ten_digits_below_dates_are_a_date_and_elsewhere_a_number()
    {
        PlacedWord Date(string text, int row, double left = 0) => new(text, left, row * 40, left + 100, (row * 40) + 20, row);

        Mended(Date("15/09/2026", 1), Date("16/09/2026", 2), Date("1710912026", 3), Date("1710912026", 4, 500), Date("9810512026", 5), Date("1719912026", 6))
            .Select(word => word.Text).ShouldBe(["15/09/2026", "16/09/2026", "17/09/2026", "1710912026", "9810512026", "1719912026"]);
        Mended(Date("15/09/2026", 1), Date("1710912026", 3))[1].Text.ShouldBe("1710912026");
    }

    [Theory]
    [InlineData("41-मई-2026", "11-मई-2026")]
    [InlineData("43/08/2026", "13/08/2026")]
    [InlineData("45.50", "45.50")]
    [InlineData("41-B", "41-B")]
    [InlineData("31-05-2026", "31-05-2026")]
    public void A_day_of_forty_and_more_begins_with_one(string text, string expected) => Mended(new PlacedWord(text, 0, 0, 100, 20, 1)).ShouldHaveSingleItem().Text.ShouldBe(expected);

    [Fact]
    public void An_amount_below_others_that_end_in_a_slash_and_a_dash_ends_so_too()
    {
        PlacedWord Amount(string text, int row) => new(text, 0, row * 40, 100, (row * 40) + 20, row);

        Mended(Amount("513/-", 1), Amount("1,264/-", 2), Amount("1,7581", 3), Amount("1,751", 4)).Select(word => word.Text).ShouldBe(["513/-", "1,264/-", "1,758/-", "1,751"]);
        Mended(Amount("513/-", 1), Amount("1,7581", 3))[1].Text.ShouldBe("1,7581");
    }

    private static List<PlacedWord> Mended(params PlacedWord[] words)
    {
        var mended = words.ToList();
        RecognisedMarks.Mend(mended);
        return mended;
    }
}
