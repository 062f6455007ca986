using System.Runtime.CompilerServices;

namespace MediAgents.Documents.Images;

/// <summary>Turns a page about its middle by a few degrees.</summary>
internal static class Straightening
{
    /// <param name="image">The page.</param>
    /// <param name="degrees">How far its lines fall to the right.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static GrayImage Straighten(GrayImage image, double degrees)
    {
        var (width, height) = (image.Width, image.Height);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (middleX, middleY) = ((width - 1) / 2.0, (height - 1) / 2.0);
        var turned = GrayImage.White(width, height);
        var (from, to) = (image.Pixels, turned.Pixels);
        var (stepX, stepY) = ((long)(cos * 65536), (long)(sin * 65536));
        for (var y = 0; y < height; y++)
        {
            var sourceX = (long)((middleX - (middleX * cos) - ((y - middleY) * sin)) * 65536);
            var sourceY = (long)((middleY - (middleX * sin) + ((y - middleY) * cos)) * 65536);
            for (var x = 0; x < width; x++, sourceX += stepX, sourceY += stepY)
            {
                var (column, row) = ((int)(sourceX >> 16), (int)(sourceY >> 16));
                if ((uint)column >= width - 1 || (uint)row >= height - 1)
                    continue;
                var (fx, fy) = ((int)(sourceX >> 8) & 255, (int)(sourceY >> 8) & 255);
                var at = (row * width) + column;
                var upper = (from[at] * (256 - fx)) + (from[at + 1] * fx);
                var lower = (from[at + width] * (256 - fx)) + (from[at + width + 1] * fx);
                to[(y * width) + x] = (byte)(((upper * (256 - fy)) + (lower * fy)) >> 16);
            }
        }

        return turned;
    }

    /// <summary>Where a point of the straightened page stands on the page as it was.</summary>
    public static (double X, double Y) Back(double x, double y, int width, int height, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (middleX, middleY) = ((width - 1) / 2.0, (height - 1) / 2.0);
        return (middleX + ((x - middleX) * cos) - ((y - middleY) * sin), middleY + ((x - middleX) * sin) + ((y - middleY) * cos));
    }
}
