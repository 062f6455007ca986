using FsCheck;
using FsCheck.Fluent;
using MediAgents.Billing.Reading;

namespace MediAgents.Billing.Tests.Reading.Tables;

public sealed class WrappedLinesTests
{
    private const string Letters = "bdfglmnprstvzabdfegilmonurst";

    private const int Wide = 26;

    [Fact]
    public void Lines_nearer_than_rows_are_of_one_row_and_those_as_far_head_what_follows() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var page = new DrawnPage().Line(Row("Sl", "Particulars", "Qty", "Rate", "Amount"), 100);
            var (top, expected) = (120.0, new List<string>());
            for (var i = 0; i < 12; i++)
            {
                if (random.Next(3) == 0)
                {
                    page.Line(Row("", Words(random, 2), "", "", ""), top);
                    top += 20;
                }

                // The figures of every row but a few stand beside the middle of two lines.
                var (first, second, rate) = (Words(random, 2), Words(random, 2), random.Next(100, 9_000));
                if (i > 2 && random.Next(3) == 0)
                {
                    page.Line(Row("", first, "", "", ""), top).Line(Row($"{i + 1}", "", "2", $"{rate}.00", $"{2 * rate}.00"), top + 7).Line(Row("", second, "", "", ""), top + 14);
                    expected.Add($"{first} {second}");
                    top += 34;
                }
                else
                {
                    page.Line(Row($"{i + 1}", first, "2", $"{rate}.00", $"{2 * rate}.00"), top);
                    expected.Add(first);
                    top += 20;
                }
            }

            var read = page.Read().Lines.Select(line => line.Description).ToList();
            return read.SequenceEqual(expected).Label($"{page}\n{string.Join('\n', read)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void What_a_typewriter_breaks_at_the_column_s_end_goes_on_below() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var page = new DrawnPage().Line(Row("Sl", "Particulars", "Qty", "Rate", "Amount"), 100);
            var (top, expected) = (120.0, new List<string>());
            for (var i = 0; i < 12; i++)
            {
                var (text, rate) = (Words(random, random.Next(2, 6)), random.Next(100, 9_000));
                var lines = Broken(text);
                page.Line(Row($"{i + 1}", lines[0], "2", $"{rate}.00", $"{2 * rate}.00"), top);
                for (var line = 1; line < lines.Count; line++)
                    page.Line(Row("", lines[line], "", "", ""), top + (12 * line));
                top += 12 * lines.Count;
                expected.Add(text);
            }

            var read = page.Read().Lines.Select(line => line.Description).ToList();
            return read.SequenceEqual(expected).Label($"{page}\n{string.Join('\n', read)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_centred_heading_is_no_part_of_the_row_below()
    {
        var page = new DrawnPage()
            .Line("Date        Nos   Service                        Rate     Amount", 100)
            .Line("                        Zibbel & Vrunt", 118)
            .Line("1/2/2026      2   Gornel frubbet               50.00     100.00", 136)
            .Line("2/2/2026      1   Marstel                      70.00      70.00", 155)
            .Line("                            Flont", 173)
            .Line("3/2/2026      3   Ternal lubbet mor            20.00      60.00", 190)
            .Line("4/2/2026      3   Bresnal                      20.00      60.00", 209);

        page.Read().Lines.Select(line => line.Description).ShouldBe(["Gornel frubbet", "Marstel", "Ternal lubbet mor", "Bresnal"]);
    }

    [Fact]
    public void Where_figures_stand_on_the_last_line_of_a_row_words_above_them_are_its_own()
    {
        var page = new DrawnPage()
            .Line("  Nos  Details                        Date           Charge      Amount", 100)
            .Line("       Gornel frubbet with marstel", 116)
            .Line("    2  (ternal)                       1/2/2026        50.00      100.00", 130)
            .Line("    1  Flontel brussel marst          1/2/2026        70.00       70.00", 146)
            .Line("       Zibbel frantes morgen tubbes", 162)
            .Line("    3  500 tib                        2/2/2026        20.00       60.00", 176)
            .Line("    4  Bresnal                        2/2/2026        30.00      120.00", 192)
            .Line("    4  Tresnal                        2/2/2026        30.00      120.00", 208);

        page.Read().Lines.Select(line => line.Description)
            .ShouldBe(["Gornel frubbet with marstel (ternal)", "Flontel brussel marst", "Zibbel frantes morgen tubbes 500 tib", "Bresnal", "Tresnal"]);
    }

    [Fact]
    public void Columns_are_told_where_most_rows_have_their_words_around_the_middle()
    {
        var page = new DrawnPage()
            .Line("No   Name of Zibbel          Lot        Till     Holds       On           Nos      Each     Sum", 100)
            .Line("     Gornel frubbet 40", 116)
            .Line("1                            AB1234     05/29    2 ml amp    1/2/2026     2.00     7.20    14.40", 123)
            .Line("     tib", 130)
            .Line("     Marstel brunt", 150)
            .Line("2                            CD1234     06/29    5 ml vial   2/2/2026     3.00     8.00    24.00", 157)
            .Line("     mor 5 ml", 164)
            .Line("3    Flontes 10 mg           EF1234     07/29    10 ml       3/2/2026     4.00     9.00    36.00", 184)
            .Line("     Ternal lubbes", 204)
            .Line("4                            GH1234     08/29    100 ml      4/2/2026     5.00     6.00    30.00", 211)
            .Line("     100 tib", 218);

        page.Read().Lines.Select(line => (line.Description, line.Date?.Day, line.Quantity, line.RateInr, line.AmountInr)).ShouldBe(
            [("Gornel frubbet 40 tib", 1, 2, 7.20m, 14.40m), ("Marstel brunt mor 5 ml", 2, 3, 8, 24), ("Flontes 10 mg", 3, 4, 9, 36), ("Ternal lubbes 100 tib", 4, 5, 6, 30)]);
    }

    private static string Row(string serial, string words, string quantity, string rate, string amount) =>
        $"{serial,-4}{words.PadRight(Wide)}  {quantity,6}  {rate,10}  {amount,12}".TrimEnd();

    /// <summary>Words that nobody wrote before, beginning with a capital as a heading does.</summary>
    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(i => Word(random, i == 0)));

    private static string Word(Random random, bool isFirst)
    {
        var word = string.Concat(Enumerable.Range(0, random.Next(4, 9)).Select(_ => Letters[random.Next(Letters.Length)]));
        return isFirst ? char.ToUpperInvariant(word[0]) + word[1..] : "Z" + word;
    }

    private static List<string> Broken(string text)
    {
        List<string> lines = [""];
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + 1 + word.Length > Wide)
                lines.Add(word);
            else
                lines[^1] = $"{lines[^1]} {word}".Trim();
        }

        return lines;
    }

    [Fact]
    public void What_a_sum_below_names_is_a_section_s_title_and_no_part_of_the_wording()
    {
        var bill = BillReader.Read(new("""
            Item                          Units       Price          Value
            Laboratory
            Serum creatinine                  1       95.00          95.00
            Laboratory total                                         95.00
            Disposables
            Urinary catheter of
            silicone                          4      236.00         944.00
            Total of Disposables                                    944.00
            """, BillFormat.Text));

        bill.Lines.Select(line => line.Description).ShouldBe(["Serum creatinine", "Urinary catheter of silicone"]);
    }
}
