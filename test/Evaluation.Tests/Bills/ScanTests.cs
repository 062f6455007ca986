using System.Buffers.Binary;
using System.IO.Compression;
using MediAgents.Evaluation.Bills.Printing;

namespace MediAgents.Evaluation.Tests.Bills;

public sealed class ScanTests
{
    private static readonly ScanFaults None = new(0, 0, 0, 0, 0, 100);

    [Fact]
    public void A_sheet_without_faults_comes_out_as_it_went_in()
    {
        var page = Page();

        var scanned = Scanner.Scan(page, None, new Random(1));

        // The last row and column lie outside of what is interpolated.
        Inner(page).Zip(Inner(scanned)).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 2);
    }

    [Fact]
    public void Skew_moves_ink_and_keeps_its_amount()
    {
        var page = Page();

        var scanned = Scanner.Scan(page, None with { Degrees = 1.5 }, new Random(1));

        scanned.Pixels.ShouldNotBe(page.Pixels);
        Ink(scanned).ShouldBeInRange(Ink(page) * 0.9, Ink(page) * 1.1);
    }

    [Fact]
    public void The_same_seed_scans_alike()
    {
        GreyImage Scan(int seed)
        {
            var random = new Random(seed);
            return Scanner.Scan(Page(), ScanFaults.Draw(random), random);
        }

        Scan(3).Pixels.ShouldBe(Scan(3).Pixels);
        Scan(4).Pixels.ShouldNotBe(Scan(3).Pixels);
    }

    [Fact]
    public void A_png_holds_the_pixels()
    {
        var page = Page();
        var png = ScanFile.Png(page);
        var data = png.AsSpan().IndexOf("IDAT"u8);
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(data - 4));
        using var rows = new MemoryStream();
        using (var unpacked = new ZLibStream(new MemoryStream(png, data + 4, length), CompressionMode.Decompress))
            unpacked.CopyTo(rows);

        rows.ToArray().Chunk(page.Width + 1).SelectMany(row => row[1..]).ShouldBe(page.Pixels);
    }

    [Fact]
    public void An_image_of_another_kind_is_refused()
    {
        Should.Throw<FormatException>(() => GreyImage.FromPgm("P6\n2 2\n255\n............"u8.ToArray()));
        Should.Throw<FormatException>(() => GreyImage.FromPgm("P5 "u8.ToArray()));
    }

    private static GreyImage Page()
    {
        var page = new GreyImage(160, 120, new byte[160 * 120]);
        Array.Fill(page.Pixels, (byte)250);
        for (var y = 40; y < 60; y++)
        {
            for (var x = 40; x < 120; x += 4)
                page.Pixels[(y * page.Width) + x] = 10;
        }

        return page;
    }

    private static double Ink(GreyImage page) => Inner(page).Sum(pixel => 250.0 - pixel);

    private static IEnumerable<byte> Inner(GreyImage page) => page.Pixels.Where((_, i) => i % page.Width is > 8 and < 150 && i / page.Width is > 8 and < 110);
}
