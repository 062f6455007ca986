using System.Text;
using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Tests.Layout;

public sealed class WordsReadingTests
{
    [Fact]
    public void Words_and_pages_of_a_text_layer_are_read_with_their_edges()
    {
        var pages = BoundingBoxes.Read("""
            <doc>
              <page width="595.0" height="842.0">
                <word xMin="48.5" yMin="56.0" xMax="65.2" yMax="76.8">A&amp;E</word>
                <word xMin="70" yMin="56" xMax="90" yMax="76">&lt;b&gt;</word>
                <word xMin="nan" yMin="56" xMax="90" yMax="76">lost</word>
              </page>
              <page width="300" height="400">
              </page>
            </doc>
            """u8);

        pages.Count.ShouldBe(2);
        pages[0].Words.ShouldBe([new("A&E", 48.5, 56, 65.2, 76.8), new("<b>", 70, 56, 90, 76)]);
        (pages[1].Width, pages[1].Height, pages[1].Words.Count).ShouldBe((300, 400, 0));
    }

    [Fact]
    public void Recognised_words_keep_their_line_and_confidence()
    {
        var page = TabSeparatedWords.Read(
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
            + "1\t1\t0\t0\t0\t0\t0\t0\t1654\t2339\t-1\t\n4\t1\t1\t1\t1\t0\t10\t20\t300\t30\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t100\t30\t96.5\tECG\n"
            + "5\t1\t1\t1\t1\t2\t150\t20\t9\t30\t12\t \n4\t1\t1\t1\t2\t0\t10\t60\t300\t30\t-1\t\n5\t1\t1\t1\t2\t1\t10\t60\t90\t30\t80\t“175.00\n").ShouldHaveSingleItem();

        (page.Width, page.Height).ShouldBe((1654, 2339));
        page.Words.ShouldBe([new("ECG", 10, 20, 110, 50, 1, 96.5), new("175.00", 10, 60, 100, 90, 2, 80)]);
    }

    [Theory]
    [InlineData("_—-280.00", "280.00")]
    [InlineData("-280.00", "-280.00")]
    [InlineData("“641.40", "641.40")]
    [InlineData("=", "")]
    [InlineData("—_", "")]
    [InlineData(":", ":")]
    [InlineData("₹500", "₹500")]
    [InlineData("(250)", "(250)")]
    [InlineData("(CBC)", "(CBC)")]
    [InlineData("250.00|", "250.00")]
    [InlineData("10...", "10")]
    [InlineData("1.", "1")]
    [InlineData("१९१.००_", "१९१.००")]
    [InlineData("04-", "04-")]
    [InlineData("1-", "1")]
    [InlineData("250-", "250")]
    [InlineData("No.", "No.")]
    [InlineData("500/-", "500/-")]
    [InlineData("_Lipid", "Lipid")]
    [InlineData("-Lipid", "Lipid")]
    [InlineData("X-Ray", "X-Ray")]
    public void Specks_of_a_scan_are_taken_off_words_and_signs_of_an_amount_are_not(string word, string expected) =>
        Specks.Without(word).ToString().ShouldBe(expected);

    [Fact]
    public void No_output_of_either_program_makes_the_reading_fail()
    {
        var random = new Random(3);
        string[] pieces = ["<page ", "<word ", "xMin=\"", "yMax=\"", "1", "1e999", "\"", ">", "</word>", "\n", "\t", "5", "-", "abc", "width=\"", "&#99999999;", "\u2028"];
        for (var run = 0; run < 3000; run++)
        {
            var output = string.Concat(Enumerable.Range(0, 40).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var page in BoundingBoxes.Read(Encoding.UTF8.GetBytes(output)).Concat(TabSeparatedWords.Read(output)))
                PageLayout.Of(page).Text.Split('\n').Length.ShouldBe(Math.Max(1, PageLayout.Of(page).Boxes.Count));
        }
    }
}
