using System.Globalization;
using MediAgents.Primitives.Html;
using MediAgents.Records.Reports.Labs;
using MediAgents.Records.Timeline;

namespace MediAgents.Gateway.Reports.Page;

/// <summary>Draws a trend as a small line over time, its reference range as a band behind it.</summary>
internal static class Sparkline
{
    private const double Width = 132, Height = 34, Margin = 4;

    /// <param name="page">Where to.</param>
    /// <param name="trend">At least two numbers, or nothing is drawn.</param>
    /// <param name="number">Numbers the drawing within the page.</param>
    public static void Draw(Markup page, TestTrend trend, int number)
    {
        var values = trend.Numbers.ToList();
        if (values.Count < 2)
            return;
        var (first, last) = (values[0], values[^1]);
        var span = Math.Max(1, (last.Time.Start - first.Time.Start).TotalSeconds);
        var bounds = values.Select(value => (double)value.Value!).ToList();
        if (last.Low is { } low)
            bounds.Add((double)low);
        if (last.High is { } high)
            bounds.Add((double)high);
        var (least, most) = (bounds.Min(), bounds.Max());

        page.Raw($"<svg viewBox=\"0 0 {N(Width)} {N(Height)}\" width=\"{N(Width)}\" height=\"{N(Height)}\" role=\"img\" aria-labelledby=\"trend-{number}\"><title id=\"trend-{number}\">")
            .Text($"{trend.Name}, {values.Count} values from {first.Value:0.######} on {first.Time} to {last.Value:0.######} on {last.Time}{(trend.Unit is null ? "" : $", {trend.Unit}")}")
            .Raw("</title>");
        if (last.Low is not null || last.High is not null)
        {
            var (top, bottom) = (Y((double?)last.High ?? most), Y((double?)last.Low ?? least));
            page.Raw($"<rect x=\"0\" y=\"{N(top)}\" width=\"{N(Width)}\" height=\"{N(Math.Max(1, bottom - top))}\" fill=\"#e3efe6\"/>");
        }

        page.Raw($"<polyline points=\"{string.Join(' ', values.Select(value => $"{N(X(value))},{N(Y((double)value.Value!))}"))}\" fill=\"none\" stroke=\"#33475b\" stroke-width=\"1.4\"/>")
            .Raw($"<circle cx=\"{N(X(last))}\" cy=\"{N(Y((double)last.Value!))}\" r=\"2.6\" fill=\"{(last.IsOutOfRange ? "#b3261e" : "#33475b")}\"/></svg>");

        double X(LabValue value) => Margin + (Width - 2 * Margin) * (value.Time.Start - first.Time.Start).TotalSeconds / span;
        double Y(double value) => most > least ? Height - Margin - (Height - 2 * Margin) * (value - least) / (most - least) : Height / 2;
    }

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
