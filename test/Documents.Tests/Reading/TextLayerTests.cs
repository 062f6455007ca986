using MediAgents.Documents.Layout;
using MediAgents.Documents.Reading;

namespace MediAgents.Documents.Tests.Reading;

public sealed class TextLayerTests
{
    [Theory]
    [InlineData("परामर्श शुल्क रक्त परीक्षण कैनुला ज़रूरी कृत्रिम", false)]
    [InlineData("রক্ত পরীক্ষা ড়ো সেফট্রিয়াক্সোন কোনো", false)]
    [InlineData("இரத்த பரிசோதனை ஆலோசனை கொடுத்த", false)]
    [InlineData("अस्पतिाल गुदिर्दे परीक्षण", true)]
    [InlineData("ोवरण िदनांक राशि", true)]
    [InlineData("\uE012\uE013\uE014 175.00 \uE015\uE016", true)]
    [InlineData("Bill \uFFFD\uFFFD\uFFFD 1,250.00", true)]
    [InlineData("Haemoglobin 60.00 Lipid profile 450.00 \uF0B7", false)]
    public void A_layer_that_nobody_could_have_written_is_broken(string words, bool isBroken) =>
        TextLayer.IsBroken(Page(string.Join(' ', words, words, words.Length > 0 ? "and more of the same words for a page of some length" : ""))).ShouldBe(isBroken);

    [Theory]
    [InlineData(5, 0, "Scan")]
    [InlineData(5, 1, "Scan")]
    [InlineData(60, 1, "Scan")]
    [InlineData(60, 0.3, "Text")]
    [InlineData(900, 0.3, "Text")]
    [InlineData(900, 1, "RecognisedBefore")]
    public void A_page_is_read_by_its_letters_and_by_how_much_of_it_is_picture(int letters, double covered, string kind)
    {
        var page = Page(string.Join(' ', Enumerable.Repeat("word", (letters + 3) / 4)));

        PageKinds.Of(page, [new DrawnImage(0, 1000, covered * 8.5 * 11)]).ToString().ShouldBe(kind);
    }

    [Fact]
    public void The_list_of_images_is_read_with_what_they_cover()
    {
        var images = DrawnImage.Read("""
            page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio
            --------------------------------------------------------------------------------------------
               1     0 image    1654  2339  gray    1   8  jpeg   no         1  0   200   200 1040K  28%
               2     1 smask    1654  2339  gray    1   8  jpeg   no         1  0   200   200 1040K  28%
               3     2 image     400   200  rgb     3   8  image  no   [inline]     100   100  234K  100%
            """);

        images.Count.ShouldBe(3);
        images[0].Pixels.ShouldBe(1654 * 2339);
        images[0].SquareInches.ShouldBe(8.27 * 11.695, 0.001);
        images[1].SquareInches.ShouldBe(0);
        (images[2].Page, images[2].SquareInches).ShouldBe((2, 8));
    }

    [Fact]
    public void Figures_of_a_broken_layer_are_taken_where_nearly_all_were_also_recognised()
    {
        var layer = Figures("175.00", wrong: 0, scale: 1);

        var (page, taken) = ConfirmedFigures.Take(new RecognisedPage(Figures("175.00", wrong: 2, scale: 2), null), layer);

        taken.ShouldBeTrue();
        page.Words.Words.Select(word => word.Text).ShouldBe(layer.Words.Select(word => word.Text), ignoreOrder: true);
        page.Words.Words.ShouldAllBe(word => word.Line >= 0 && word.Line < 20);
    }

    [Fact]
    public void Figures_of_a_layer_that_says_others_than_the_page_shows_are_not_taken() =>
        ConfirmedFigures.Take(new RecognisedPage(Figures("175.00", wrong: 12, scale: 2), null), Figures("175.00", wrong: 0, scale: 1)).Taken.ShouldBeFalse();

    private static PageWords Figures(string figure, int wrong, double scale) => new(600 * scale, 800 * scale,
        [.. Enumerable.Range(0, 20).Select(i => new PlacedWord(i < wrong ? "1.00" : figure, 100 * scale, 20 * i * scale, 140 * scale, ((20 * i) + 10) * scale, i))]);

    private static PageWords Page(string text) => new(612, 792,
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, i) => new PlacedWord(word, 10 + (i % 8 * 60), 20 + (i / 8 * 14), 60 + (i % 8 * 60), 30 + (i / 8 * 14)))]);
}
