using System.Globalization;

namespace MediAgents.Documents.Reading;

/// <summary>An image on a page of a PDF.</summary>
/// <param name="Page">The page, counted from 0.</param>
/// <param name="Pixels">Its width times its height.</param>
/// <param name="SquareInches">How much of the page it covers.</param>
internal readonly record struct DrawnImage(int Page, long Pixels, double SquareInches)
{
    private const int Columns = 16;

    /// <summary>Reads the table of <c>pdfimages -list</c>.</summary>
    public static List<DrawnImage> Read(string list)
    {
        var images = new List<DrawnImage>();
        foreach (var line in list.Split('\n'))
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // The number of an image that stands in the page itself is one word instead of two.
            var fewer = cells.Contains("[inline]") ? 1 : 0;
            if (cells.Length < Columns - fewer || !int.TryParse(cells[0], out var page) || !long.TryParse(cells[3], out var width) || !long.TryParse(cells[4], out var height))
                continue;
            var isMask = cells[2] == "smask";
            var (across, down) = (Number(cells[12 - fewer]), Number(cells[13 - fewer]));
            images.Add(new(page - 1, width * height, isMask || across <= 0 || down <= 0 ? 0 : width / across * (height / down)));
        }

        return images;
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
