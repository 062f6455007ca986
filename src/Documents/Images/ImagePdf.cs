using System.Text;

namespace MediAgents.Documents.Images;

/// <summary>A compressed image that is as wide as its page.</summary>
/// <param name="Top">Its first row of pixels on the page.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Look">Its colours and compression, in the words of a PDF's image dictionary.</param>
/// <param name="Content">Its bytes.</param>
internal readonly record struct PlacedImage(int Top, int Height, string Look, ReadOnlyMemory<byte> Content);

/// <summary>
/// Puts compressed images on a page of a PDF as they are, a point a pixel, so that the program that renders PDFs decodes them, within
/// its bounds and without a further program.
/// </summary>
internal static class ImagePdf
{
    /// <param name="content">A JPEG file.</param>
    /// <param name="head">Its head.</param>
    public static byte[] OfJpeg(ReadOnlyMemory<byte> content, ImageHead head)
    {
        // Programs that write four channels into a JPEG, Adobe's first, write them inverted.
        var colour = head.Channels switch { 1 => "/DeviceGray", 4 => "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]", _ => "/DeviceRGB" };
        return Of(head.Width, head.Height, [new(0, head.Height, $"/BitsPerComponent 8 /ColorSpace {colour} /Filter /DCTDecode", content)]);
    }

    /// <param name="width">Of the page and of each image, pixels.</param>
    /// <param name="height">Of the page, pixels.</param>
    /// <param name="images">What stands on it.</param>
    public static byte[] Of(int width, int height, IReadOnlyList<PlacedImage> images)
    {
        const int First = 5;
        // A hair less than its place: the renderer rounds an edge on a pixel's border up to the next one, and blurs the image to fill it.
        var drawing = string.Concat(images.Select((image, i) => $"q {width - 1}.99 0 0 {image.Height - 1}.99 0.005 {height - image.Top - image.Height}.005 cm /I{i} Do Q\n"));
        var names = string.Concat(images.Select((_, i) => $"/I{i} {First + i} 0 R "));
        using var pdf = new MemoryStream();
        var offsets = new List<long>();
        void Write(string text) => pdf.Write(Encoding.ASCII.GetBytes(text));
        void Begin() => offsets.Add(pdf.Length);

        Write("%PDF-1.4\n");
        Begin();
        Write("1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin();
        Write("2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Begin();
        Write($"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R /Resources << /XObject << {names}>> >> >>\nendobj\n");
        Begin();
        Write($"4 0 obj\n<< /Length {drawing.Length} >>\nstream\n{drawing}\nendstream\nendobj\n");
        for (var i = 0; i < images.Count; i++)
        {
            Begin();
            Write($"{First + i} 0 obj\n<< /Type /XObject /Subtype /Image /Width {width} /Height {images[i].Height} {images[i].Look} /Length {images[i].Content.Length} >>\nstream\n");
            pdf.Write(images[i].Content.Span);
            Write("\nendstream\nendobj\n");
        }

        var table = pdf.Length;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            Write($"{offset:0000000000} 00000 n \n");
        Write($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return pdf.ToArray();
    }
}
