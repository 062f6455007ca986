using MediAgents.Billing.Reading.Tables;

namespace MediAgents.Billing.Reading;

/// <summary>Sums of a bill side by side, each below its label: "Gross | Discount | Net" over three amounts.</summary>
internal static class SumStrips
{
    /// <summary>Labels that are known for one of a sum at least: a bill's head has labels over numbers as well.</summary>
    private const int FewestKnown = 2;

    /// <summary>Sums side by side at most.</summary>
    private const int Most = 8;

    /// <summary>Characters between an amount and its label at most.</summary>
    private const int Slack = 3;

    /// <summary>Takes the strips out of the lines of a bill.</summary>
    /// <param name="lines">All lines; those of a strip become blank.</param>
    /// <returns>By the number of the line of amounts the labels and the amounts, INR, from left to right.</returns>
    public static Dictionary<int, List<(string Label, decimal Amount)>> Take(List<TextLine> lines)
    {
        var strips = new Dictionary<int, List<(string, decimal)>>();
        var above = -1;
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].Tokens.Count == 0)
                continue;
            if (above >= 0 && lines[above].Page == lines[at].Page && Sums(lines[above], lines[at]) is { } sums)
            {
                strips[lines[at].Number] = sums;
                foreach (var line in (ReadOnlySpan<int>)[above, at])
                    lines[line] = new("", lines[line].Number, lines[line].Page);
            }

            above = at;
        }

        return strips;
    }

    private static List<(string Label, decimal Amount)>? Sums(TextLine labels, TextLine amounts)
    {
        if (amounts.HasMarkedCells || amounts.Cells.Count is < 2 or > Most || labels.Cells.Count > 2 * Most || labels.Cells.Count < amounts.Cells.Count
            || amounts.Cells.Any(cell => cell.Content != CellContent.Figure) || labels.Cells.Any(cell => cell.Content != CellContent.Words)
            || !amounts.Cells.Any(cell => cell.Text.AsSpan().IndexOfAny(".,/₹") >= 0))
            return null;
        var sums = new List<(string Label, decimal)>();
        foreach (var cell in amounts.Cells)
        {
            var over = labels.Cells.Where(label => Math.Min(label.End, cell.End) + Slack > Math.Max(label.Start, cell.Start)).ToList();
            if (over.Count == 0 || !Amounts.TryParse(cell.Text, out var amount))
                return null;
            sums.Add((over.MaxBy(label => Math.Min(label.End, cell.End) - Math.Max(label.Start, cell.Start)).Text, amount));
        }

        return sums.Count(sum => SummaryLine.Classify(sum.Label) is not null) >= FewestKnown ? sums : null;
    }
}
