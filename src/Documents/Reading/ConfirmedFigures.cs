using MediAgents.Documents.Layout;

namespace MediAgents.Documents.Reading;

/// <summary>
/// Takes the figures of a broken text layer where they are sound. Such a layer spoils the joined letters of a script and mostly
/// leaves digits alone: if nearly all its figures are what was recognised at the same places, two readings agree, and the few that
/// differ were misrecognised.
/// </summary>
internal static class ConfirmedFigures
{
    /// <summary>Fewer figures prove nothing.</summary>
    private const int Fewest = 10;

    /// <summary>The part of the figures that both readings must have alike.</summary>
    private const double LeastShare = 0.7;

    /// <param name="recognised">The page as it was recognised.</param>
    /// <param name="layer">Its text layer.</param>
    /// <returns>The page with the layer's figures, and whether they were taken.</returns>
    public static (RecognisedPage Page, bool Taken) Take(RecognisedPage recognised, PageWords layer)
    {
        var (across, down) = (recognised.Words.Width / layer.Width, recognised.Words.Height / layer.Height);
        var figures = layer.Words.Where(word => word.IsFigure)
            .Select(word => word with { Left = word.Left * across, Right = word.Right * across, Top = word.Top * down, Bottom = word.Bottom * down })
            .ToList();
        var words = recognised.Words.Words.ToList();
        var matched = figures.Select(figure => words.FindIndex(word => word.IsOver(figure))).ToList();
        var alike = figures.Where((figure, i) => matched[i] >= 0 && words[matched[i]].Text == figure.Text).Count();
        if (figures.Count < Fewest || alike < LeastShare * figures.Count)
            return (recognised, false);
        return (recognised with { Words = recognised.Words with { Words = Merged(words, figures) } }, true);
    }

    /// <summary>Recognised words give way to the figures that stand where they do; each figure joins the line it stands in.</summary>
    private static List<PlacedWord> Merged(List<PlacedWord> words, List<PlacedWord> figures)
    {
        var merged = words.Where(word => !figures.Exists(figure => word.IsOver(figure))).ToList();
        var lines = words.GroupBy(word => word.Line).Select(line => (Line: line.Key, Words: line.ToList())).ToList();
        var next = (lines.Max(line => line.Line) ?? 0) + 1;
        foreach (var figure in figures)
        {
            var line = lines
                .Select(entry => (entry.Line, Distance: Math.Abs(entry.Words.Average(word => word.Middle) - figure.Middle)))
                .MinBy(entry => entry.Distance);
            merged.Add(figure with { Line = line.Distance < figure.Height * 0.6 ? line.Line : next++ });
        }

        return merged;
    }
}
