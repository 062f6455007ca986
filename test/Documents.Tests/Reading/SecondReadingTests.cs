using MediAgents.Documents.Layout;
using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

public sealed class SecondReadingTests
{
    private const double Height = 20;

    private readonly DocumentReader reader = new(new DocumentReaderOptions());

    [ScanTheory]
    [InlineData("hindi", "घाव की ड्रेसिंग", "रक्त परीक्षण", '०')]
    [InlineData("bengali", "ক্ষত ড্রেসিং", "রক্ত পরীক্ষা", '০')]
    public async Task A_bill_in_the_digits_of_its_script_keeps_its_figures(string language, string dressing, string blood, char zero)
    {
        string Own(string text) => string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)(zero + c - '0') : c));
        (string Name, string Rate, string Quantity, string Amount)[] rows =
        [
            (dressing, "2638.00", "6", "15828.00"), (blood, "645.00", "6", "3870.00"), ("ROOM RENT", "396.00", "5", "1980.00"), (blood, "1052.00", "2", "2104.00"),
            ("ECG", "249.00", "4", "996.00"), (dressing, "786.00", "3", "2358.00"), ("MRI BRAIN", "5391.00", "2", "10782.00"), (blood, "86.00", "5", "430.00"),
        ];
        var printed = rows.Select((row, i) => $"{Own($"0{i + 1}.02.2026")}|{row.Name}|{Own(row.Rate)}|{Own(row.Quantity)}|{Own(row.Amount)}").ToArray();

        var result = await reader.ReadAsync(await ScanPages.ImageOfRowsAsync(printed), language, CancellationToken.None);

        var figures = result.Text!.Pages[0].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        rows.Count(row => figures.Contains(Own(row.Rate)) && figures.Contains(Own(row.Amount))).ShouldBeGreaterThanOrEqualTo(rows.Length - 1);
        figures.ShouldNotContain(word => word.All(c => char.IsAsciiDigit(c) || c == '.') && word.Length > 3);
    }

    [ScanFact]
    public async Task Months_by_name_beside_latin_digits_are_read()
    {
        var rows = Enumerable.Range(9, 10).Select(day => $"{day:00}-अप्रैल-2026|बेड शुल्क|1|311.00|311.00").ToArray();

        var text = (await reader.ReadAsync(await ScanPages.ImageOfRowsAsync(rows), "hindi", CancellationToken.None)).Text!.Pages[0];

        Enumerable.Range(9, 10).Count(day => text.Contains($"{day:00}-अप्रैल-2026", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(9);
    }

    [Fact]
    public async Task A_page_without_doubtful_words_is_read_once()
    {
        var words = new PageWords(400, 200, [Word("परामर्श", 0, 0, 80), Word("ECG", 90, 0, 40), Word("175.00", 200, 0, 70)]);

        var read = await new SecondReading(new Tesseract(new DocumentReaderOptions { ProcessSeconds = 1 }))
            .ReadAsync(MediAgents.Documents.Images.GrayImage.White(400, 200), words, "eng+hin", CancellationToken.None);

        read.ShouldBeSameAs(words);
    }

    [Fact]
    public void Figures_of_a_script_below_each_other_make_a_column_and_a_few_among_latin_ones_do_not()
    {
        var own = Enumerable.Range(0, 8).Select(i => Word("२७९.००", 200, 40 * i, 70)).ToList();
        var latin = Enumerable.Range(0, 60).Select(i => Word("279.00", 300, 40 * i, 70));

        var column = OwnFigures.Columns(own).ShouldHaveSingleItem();

        (column.Left, column.Right, column.Zero).ShouldBe((190, 280, '०'));
        OwnFigures.Columns([.. own, .. latin]).ShouldBeEmpty();
        OwnFigures.Columns([.. own.Take(3)]).ShouldBeEmpty();
        OwnFigures.Columns([.. own.Take(3), Word("६", 400, 0, 10)]).Count.ShouldBe(2);
        OwnFigures.Columns([.. own, Word("६", 400, 0, 10)]).Count.ShouldBe(1);
    }

    [Fact]
    public void Letters_alone_in_their_cells_beside_figures_of_a_script_make_a_column_of_its_digit_one()
    {
        var rows = Enumerable.Range(0, 6).SelectMany(i => (PlacedWord[])[
            Word("जांच", 0, 40 * i, 60), Word("8", 64, 40 * i, 9), Word("२७९.००", 200, 40 * i, 70), Word(i == 4 ? "3" : "g", 340, 40 * i, 9), Word("२७९.००", 500, 40 * i, 70)]).ToList();

        var columns = OwnFigures.Columns(rows);
        var read = OwnFigures.Settled(rows, columns);

        columns.Count.ShouldBe(3);
        read.Count(word => word.Text == "१").ShouldBe(5);
        // What stands among the words of a description is no column.
        read.Count(word => word.Text == "8").ShouldBe(6);
    }

    [Theory]
    [InlineData("৭৯/১০/২৬", "০৯/১০/২৬")]
    [InlineData("০৭৯-০৭৪-২০২৬", "০৯-০৪-২০২৬")]
    [InlineData("৭০৯.১২.২৬", "০৯.১২.২৬")]
    [InlineData("০৭/০৭/২৬", null)]
    [InlineData("৪৫/০৭/২৬", null)]
    [InlineData("৭৯/১০", null)]
    [InlineData("৭৯০.০০", null)]
    public void A_day_that_none_can_be_gets_its_zero_back(string text, string? expected) => OwnDates.Repair(text, '০').ShouldBe(expected);

    [Fact]
    public void A_date_that_none_can_be_is_odd_among_dates()
    {
        var rows = Enumerable.Range(0, 6).SelectMany(i => (PlacedWord[])[Word(i == 3 ? "४२/०५/२६" : "१२/०५/२६", 0, 40 * i, 90), Word("२७९.००", 200, 40 * i, 70)]).ToList();

        OddFigures.Of(rows, OwnFigures.Columns(rows)).ShouldHaveSingleItem().Form.ShouldBe("year २६");
    }

    [Fact]
    public void In_a_column_latin_figures_give_way_and_digits_written_twice_go()
    {
        var first = Enumerable.Range(0, 8).Select(i => Word("२७९.००", 200, 40 * i, 72)).ToList();
        first.AddRange([Word("2198.00", 200, 320, 72), Word("४४०.००", 210, 360, 60), Word("११८.००", 204, 400, 67), Word("g", 240, 440, 9), Word("DETTOL", 200, 480, 70), Word("२००.००", 200, 560, 72)]);
        List<PlacedWord> again = [Word("२७९.००", 201, 321, 71, 40), Word("९३.००", 201, 481, 71, 30), Word("१", 240, 520, 9, 60), Word("€००.००", 200, 560, 72, 99)];

        var columns = OwnFigures.Columns(first);
        var read = OwnFigures.Settled(OwnFigures.Replaced(first, columns, again, []), columns).Skip(8).Select(word => word.Text);

        read.ShouldBe(["४०.००", "११८.००", "१", "DETTOL", "२७९.००", "१", "८००.००"], ignoreOrder: true);
    }

    [Fact]
    public void What_ran_into_a_figure_is_read_apart()
    {
        var first = Enumerable.Range(0, 8).Select(i => Word("२७-०६-२६", 0, 40 * i, 90)).Append(Word("२७-०६-२६13.", 0, 320, 150)).ToList();
        var rests = new List<PlacedWord>();

        var read = OwnFigures.Replaced(first, OwnFigures.Columns(first), [Word("२७-०६-२६", 0, 320, 90, 60)], rests);
        var whole = MixedWords.Replaced(read, [], rests, [Word("TAB.", 96, 320, 52)]);

        read.Count.ShouldBe(9);
        whole[^1].ShouldSatisfyAllConditions(word => word.Text.ShouldBe("TAB."), word => word.Line.ShouldBe(read[^1].Line));
    }

    [Fact]
    public void Uncertain_latin_words_on_a_line_of_another_script_are_read_again_and_taken_if_surer()
    {
        List<PlacedWord> first = [Word("dana", 0, 0, 50, 63), Word("की", 60, 0, 20), Word("जांच", 90, 0, 40), Word("ECG", 140, 0, 40), Word("mi", 190, 0, 20, 50)];

        var doubtful = DoubtfulWords.Of(first);
        var read = DoubtfulWords.Replaced(first, doubtful, [Word("पेशाब", 0, 0, 50, 90), Word("शा", 190, 0, 20, 20)]);

        doubtful.ShouldBe([0, 4]);
        read.Select(word => word.Text).ShouldBe(["पेशाब", "की", "जांच", "ECG", "mi"]);
    }

    [Fact]
    public void A_word_between_day_and_year_that_is_no_english_month_is_the_script_s_own()
    {
        List<PlacedWord> words = [Word("दिनांक", 300, 0, 60), Word("7", 0, 40, 10), Word("area", 20, 40, 50, 96), Word("26", 80, 40, 20), Word("7", 0, 80, 10), Word("Mar", 20, 80, 40, 96), Word("26", 80, 80, 20), Word("2", 0, 120, 10), Word("vial", 60, 120, 40, 96), Word("26", 110, 120, 20)];

        var doubtful = DoubtfulWords.Of(words);
        var read = DoubtfulWords.Replaced(words, doubtful, [Word("मार्च", 20, 40, 50, 40)]);

        doubtful.ShouldBe([2]);
        read[2].Text.ShouldBe("मार्च");
    }

    [Theory]
    [InlineData("12-34-2026", "2-अप्रैल-2026", "12-अप्रैल-2026")]
    [InlineData("10-31-2026", "]0-अप्रैल-2026", "10-31-2026")]
    [InlineData("08-3Ma-2026", "08-अप्रैल-2026", "08-अप्रैल-2026")]
    [InlineData("10-31-2026", "10-34-2026", "10-31-2026")]
    public void A_date_takes_its_month_from_the_second_reading_and_its_digits_from_the_first(string first, string again, string expected)
    {
        List<PlacedWord> words = [Word(first, 0, 0, 120)];

        DoubtfulWords.Replaced(words, DoubtfulWords.Of(words), [Word(again, 0, 0, 120)]).ShouldHaveSingleItem().Text.ShouldBe(expected);
    }

    [Fact]
    public void Dates_in_figures_are_doubtful_below_dates_with_a_month_by_name_only()
    {
        List<PlacedWord> plain = [Word("10-11-2026", 0, 0, 120), Word("०६.०२.२०२६", 0, 40, 120), Word("INV/26-27", 200, 0, 120)];

        DoubtfulWords.Of(plain).ShouldBeEmpty();
        DoubtfulWords.Of([.. plain, Word("09-अप्रैल-2026", 0, 80, 120)]).ShouldBe([0, 1]);
    }

    [Fact]
    public void Words_of_two_scripts_are_read_again_as_english_and_kept_if_that_is_no_surer()
    {
        List<PlacedWord> first = [Word("17২0]:", 0, 0, 60, 42), Word("২901৬", 80, 0, 60, 59), Word("CHEST", 160, 0, 60)];

        var mixed = MixedWords.Of(first);
        var read = MixedWords.Replaced(first, mixed, [], [Word("HRCT", 0, 0, 60, 93), Word("ROOM", 80, 0, 60, 50)]);

        mixed.ShouldBe([0, 1]);
        read.Select(word => word.Text).ShouldBe(["HRCT", "২901৬", "CHEST"]);
    }

    [Fact]
    public void A_figure_missing_from_its_column_or_of_another_form_is_read_in_a_line_of_its_own()
    {
        var words = Enumerable.Range(0, 8).SelectMany(i => new[] { Word("२७९.००", 200, 40 * i, 70), Word("६", 300, 40 * i, 10), Word("२.०२.२०२६", 0, 40 * i, 100) }).ToList();
        words.AddRange([Word("१९१९.०", 200, 320, 70), Word("२.०२.२०१६", 0, 320, 100), Word("कुल", 120, 360, 40), Word("२७९.००", 200, 360, 70)]);
        var columns = OwnFigures.Columns(words);

        var odd = OddFigures.Of(words, columns);
        var read = OddFigures.Replaced(words, odd, [.. odd.Select(figure => (IReadOnlyList<PlacedWord>)(figure.Form switch
        {
            "amount" => [Word("(१९१.००", 200, 320, 70, 60)],
            "count" => [Word("ऽ१", 300, 320, 10, 60)],
            _ => [Word("8.०२.२०२६", 0, 320, 100, 20)],
        }))]);

        odd.Select(figure => figure.Form).ShouldBe(["year २०२६", "amount", "count"], ignoreOrder: true);
        odd.ShouldAllBe(figure => figure.Line == 9);
        read.Where(word => word.Line == 9).Select(word => word.Text).ShouldBe(["२.०२.२०१६", "१९१.००", "१"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("१.७.२६", "१.२६")]
    [InlineData("२७-०६-२०२६", "२७-०६-२०१६")]
    [InlineData("१,२५.००", "१२५.०")]
    [InlineData("६", "६.००")]
    public void What_has_not_the_form_of_its_column_is_read_again(string usual, string other)
    {
        var words = Enumerable.Range(0, 6).SelectMany(i => new[] { Word(usual, 200, 40 * i, 70), Word("२", 300, 40 * i, 10) }).ToList();
        words.AddRange([Word(other, 200, 240, 70), Word("२", 300, 240, 10)]);

        OddFigures.Of(words, OwnFigures.Columns(words)).ShouldHaveSingleItem().Present.ShouldBe([12]);
    }

    [Fact]
    public void Strays_in_a_column_of_figures_go_and_words_of_other_columns_stay()
    {
        var words = Enumerable.Range(0, 8).SelectMany(i => new[] { Word("२७९.००", 200, 40 * i, 70), Word("ECG", 20, 40 * i, 60) }).ToList();
        words.Insert(8, Word("श्च", 210, 170, 30));

        OwnFigures.Settled(words, OwnFigures.Columns(words)).Select(word => word.Text).ShouldNotContain("श्च");
        OwnFigures.Settled(words, OwnFigures.Columns(words)).Count(word => word.Text == "ECG").ShouldBe(8);
    }

    [Fact]
    public void On_a_page_of_latin_figures_a_digit_of_another_script_is_the_latin_one_it_looks_like()
    {
        var words = Enumerable.Range(0, 12).Select(i => Word("279.00", 200, 40 * i, 70)).ToList();
        words.AddRange([Word("৪", 240, 480, 10), Word("३8,290.00", 190, 520, 80), Word("৫", 400, 520, 10)]);

        LookAlikes.Latin(words).Skip(12).Select(word => word.Text).ShouldBe(["8", "38,290.00", "৫"]);
        LookAlikes.Latin([.. words.TakeLast(5)]).ShouldBe(words.TakeLast(5));
    }

    [Fact]
    public void An_unsure_figure_that_the_english_model_surely_reads_as_a_word_is_that_word()
    {
        List<PlacedWord> first = [Word("04201500110", 0, 0, 60, 20), Word("175.00", 80, 0, 60, 30), Word("10795511", 160, 0, 60, 35), Word("250.00", 240, 0, 60, 95)];

        var mixed = MixedWords.Of(first);
        var read = MixedWords.Replaced(first, mixed, [], [Word("CALPOL", 0, 0, 60, 93), Word("175.00", 80, 0, 60, 95), Word("Dres", 160, 0, 60, 50)]);

        mixed.ShouldBe([0, 1, 2]);
        read.Select(word => word.Text).ShouldBe(["CALPOL", "175.00", "10795511", "250.00"]);
    }

    private static PlacedWord Word(string text, double left, double top, double width, double confidence = 95) =>
        new(text, left, top, left + width, top + Height, (int)(top / 40) + 1, confidence);
}
