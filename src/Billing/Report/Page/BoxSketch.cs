using System.Globalization;
using MediAgents.Primitives;
using MediAgents.Primitives.Html;

namespace MediAgents.Billing.Report.Page;

/// <summary>Draws where on its page something stands: the page small, the place marked. The text beside it says the same.</summary>
internal static class BoxSketch
{
    private const double Width = 26, Height = 36, Thinnest = 1.6;

    public static void Draw(Markup page, PageBox box)
    {
        var (left, top) = (Math.Clamp(box.Left, 0, 1) * Width, Math.Clamp(box.Top, 0, 1) * (Height - Thinnest));
        var width = Math.Clamp(box.Width * Width, Thinnest, Width - Math.Min(left, Width - Thinnest));
        var height = Math.Clamp(box.Height * Height, Thinnest, Height - top);
        page.Raw($"<svg viewBox=\"0 0 {N(Width)} {N(Height)}\" width=\"{N(Width)}\" height=\"{N(Height)}\" aria-hidden=\"true\">")
            .Raw($"<rect x=\"0.5\" y=\"0.5\" width=\"{N(Width - 1)}\" height=\"{N(Height - 1)}\" fill=\"#fff\" stroke=\"#9fb0b8\"/>")
            .Raw($"<rect x=\"{N(left)}\" y=\"{N(top)}\" width=\"{N(width)}\" height=\"{N(height)}\" fill=\"#c77700\"/></svg>");
    }

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
