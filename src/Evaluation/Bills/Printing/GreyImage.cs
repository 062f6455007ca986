using System.Text;

namespace MediAgents.Evaluation.Bills.Printing;

/// <summary>A page in shades of grey, one byte a pixel, 0 black.</summary>
internal sealed record GreyImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>Reads the binary PGM that <c>pdftoppm -gray</c> writes.</summary>
    /// <exception cref="FormatException">It is another format.</exception>
    public static GreyImage FromPgm(byte[] pgm)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var at = 0;
        for (; fields.Count < 4; at++)
        {
            if (at >= pgm.Length)
                throw new FormatException("The image is no PGM.");
            if (!char.IsWhiteSpace((char)pgm[at]))
            {
                field.Append((char)pgm[at]);
                continue;
            }

            if (field.Length > 0)
                fields.Add(field.ToString());
            field.Clear();
        }

        if (fields is not ["P5", var width, var height, "255"])
            throw new FormatException("The image is no PGM of 256 greys.");
        return new(int.Parse(width), int.Parse(height), pgm[at..]);
    }
}
