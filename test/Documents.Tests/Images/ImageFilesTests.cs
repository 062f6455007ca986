using MediAgents.Documents.Images;
using MediAgents.Documents.Tests.Reading;

namespace MediAgents.Documents.Tests.Images;

public sealed class ImageFilesTests
{
    [Fact]
    public void A_png_of_grey_comes_back_pixel_for_pixel()
    {
        var image = Noise(37, 23);

        PngFile.Decode(PngWriter.Write(image), 5000)!.Pixels.ShouldBe(image.Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_filter_of_a_png_is_undone(byte filter)
    {
        var image = Noise(19, 11);
        var rows = new byte[11 * 20];
        for (var y = 0; y < 11; y++)
        {
            rows[y * 20] = filter;
            for (var x = 0; x < 19; x++)
            {
                int left = x > 0 ? image.Pixels[(y * 19) + x - 1] : 0, above = y > 0 ? image.Pixels[((y - 1) * 19) + x] : 0;
                var corner = x > 0 && y > 0 ? image.Pixels[((y - 1) * 19) + x - 1] : 0;
                int[] nearest = [left, above, corner];
                var estimate = filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, _ => nearest.MinBy(value => Math.Abs(left + above - corner - value)) };
                rows[(y * 20) + 1 + x] = (byte)(image.Pixels[(y * 19) + x] - estimate);
            }
        }

        PngFile.Decode(PngWriter.Write(19, 11, 8, 0, rows), 5000)!.Pixels.ShouldBe(image.Pixels);
    }

    [Theory]
    [InlineData(1, 0, new byte[] { 0, 0b10100000 }, new byte[] { 255, 0, 255 })]
    [InlineData(2, 0, new byte[] { 0, 0b00011011 }, new byte[] { 0, 85, 170 })]
    [InlineData(16, 0, new byte[] { 0, 10, 99, 20, 99, 30, 99 }, new byte[] { 10, 20, 30 })]
    [InlineData(8, 2, new byte[] { 0, 255, 0, 0, 0, 255, 0, 0, 0, 255 }, new byte[] { 76, 149, 29 })]
    [InlineData(8, 4, new byte[] { 0, 7, 255, 7, 0, 100, 128 }, new byte[] { 7, 255, 177 })]
    [InlineData(8, 6, new byte[] { 0, 9, 9, 9, 255, 9, 9, 9, 0, 0, 0, 0, 255 }, new byte[] { 9, 255, 0 })]
    [InlineData(4, 3, new byte[] { 0, 0x01, 0x20 }, new byte[] { 0, 255, 255 })]
    public void Every_kind_of_pixel_becomes_grey_and_what_is_transparent_paper(byte depth, byte colour, byte[] row, byte[] expected)
    {
        var png = PngWriter.Write(3, 1, depth, colour, row, ("PLTE", [0, 0, 0, 255, 255, 255, 8, 8, 8]), ("tRNS", [255, 255, 0]));

        PngFile.Decode(png, 5000)!.Pixels.ShouldBe(expected);
    }

    [Theory]
    [InlineData(37, 23)]
    [InlineData(1, 1)]
    [InlineData(3, 9)]
    public void An_interlaced_png_comes_back_pixel_for_pixel(int width, int height)
    {
        var image = Noise(width, height);

        PngFile.Decode(PngWriter.WriteInterlaced(image), 5000)!.Pixels.ShouldBe(image.Pixels);
        PngFile.Decode(PngWriter.WriteInterlaced(image).AsMemory()[..^30], 5000).ShouldBeNull();
    }

    [Fact]
    public void A_large_interlaced_png_is_made_as_small_as_another()
    {
        var image = Noise(101, 67);

        PngFile.Decode(PngWriter.WriteInterlaced(image), 30)!.Pixels.ShouldBe(PngFile.Decode(PngWriter.Write(image), 30)!.Pixels);
    }

    [Fact]
    public void A_large_png_is_made_smaller_while_it_is_decoded()
    {
        var small = PngFile.Decode(PngWriter.Write(GrayImage.White(4000, 1000)), 1000).ShouldNotBeNull();

        (small.Width, small.Height).ShouldBe((1000, 250));
        small.Pixels.ShouldAllBe(value => value == 255);
    }

    [Fact]
    public void A_png_that_is_cut_off_or_damaged_anywhere_is_no_image_and_no_exception()
    {
        var png = PngWriter.Write(Noise(40, 40));
        var random = new Random(4);
        for (var run = 0; run < 400; run++)
        {
            var damaged = png[..random.Next(0, png.Length)];
            for (var i = 0; i < 3 && damaged.Length > 0; i++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            // A head that promises billions of pixels is refused before decoding.
            if (ImageHead.OfPng(damaged) is { Pixels: < 10_000_000, Width: < 100_000, Height: < 100_000 })
                (PngFile.Decode(damaged, 500)?.Width ?? 1).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void The_head_of_a_jpeg_says_its_size_and_how_the_camera_was_held()
    {
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        byte[] jpeg = [0xFF, 0xD8, .. exif, 0xFF, 0xC0, 0, 17, 8, 0x0B, 0xB8, 0x0F, 0xA0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];

        ImageHead.OfJpeg(jpeg).ShouldBe(new ImageHead(4000, 3000, 3, 1));
        for (var length = 0; length < jpeg.Length; length++)
            _ = ImageHead.OfJpeg(jpeg.AsSpan(0, length));
    }

    [Fact]
    public void Directories_of_a_tiff_that_go_round_in_a_circle_come_to_an_end()
    {
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 2, 0, .. Tag(256, 30_000), .. Tag(257, 30_000), 8, 0, 0, 0];

        TiffHead.Of(tiff).ShouldBe(new TiffHead(TiffHead.MostPages, 900_000_000));
        for (var length = 0; length < tiff.Length; length++)
            _ = TiffHead.Of(tiff.AsSpan(0, length));
    }

    private static byte[] Tag(ushort tag, uint value) => [(byte)tag, (byte)(tag >> 8), 4, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(value)];

    internal static GrayImage Noise(int width, int height)
    {
        var pixels = new byte[width * height];
        new Random(1).NextBytes(pixels);
        return new(width, height, pixels);
    }
}
