using MediAgents.Documents.Images;
using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Tests.Images;

public sealed class CutOutTests
{
    [Fact]
    public void Parts_keep_their_place_across_and_words_on_them_go_back_to_where_they_were()
    {
        var page = GrayImage.White(100, 1000);
        foreach (var (x, y) in new[] { (10, 100), (60, 105), (80, 800) })
            page.Pixels[(y * page.Width) + x] = (byte)x;

        var cut = new CutOut(page, [new(5, 790, 95, 810), new(5, 95, 20, 110), new(55, 95, 65, 118)]);

        cut.Image.Width.ShouldBe(100);
        cut.Image.Height.ShouldBeLessThan(120);
        cut.Image.Pixels.Count(value => value < 255).ShouldBe(3);
        foreach (var (x, y) in new[] { (10, 100), (60, 105), (80, 800) })
        {
            var row = Array.IndexOf(cut.Image.Pixels, (byte)x) / cut.Image.Width;
            (Array.IndexOf(cut.Image.Pixels, (byte)x) % cut.Image.Width).ShouldBe(x);
            cut.Restored(new PlacedWord("x", x, row, x + 1, row)).Top.ShouldBe(y);
        }
    }

    [Fact]
    public void Parts_beside_each_other_can_stand_below_each_other_and_are_told_apart()
    {
        var page = GrayImage.White(100, 60);
        (page.Pixels[(30 * 100) + 10], page.Pixels[(32 * 100) + 80]) = (10, 80);

        var cut = new CutOut(page, [new(70, 20, 90, 40), new(0, 20, 20, 40)], apart: true);

        foreach (var (value, part, y) in new[] { ((byte)80, 0, 32), ((byte)10, 1, 30) })
        {
            var row = Array.IndexOf(cut.Image.Pixels, value) / cut.Image.Width;
            var word = new PlacedWord("x", 0, row, 1, row);
            cut.Band(word).ShouldBe(part);
            cut.Restored(word).Top.ShouldBe(y);
        }
    }

    [Fact]
    public void Parts_beyond_the_page_are_cut_off()
    {
        var page = GrayImage.White(50, 50);

        var cut = new CutOut(page, [new(-20, -20, 80, 10), new(10, 40, 20, 90), new(60, 60, 70, 70)]);

        cut.Image.Width.ShouldBe(50);
        cut.Image.Height.ShouldBeLessThan(120);
    }
}
