using MediAgents.Primitives.Html;
using MediAgents.Records.Reports;

namespace MediAgents.Gateway.Reports.Page;

/// <summary>Numbers sources in the order in which the page first names them.</summary>
internal sealed class SourceNumbers
{
    // A trend of many values would drown its row in numbers.
    private const int MostShown = 4;

    private readonly Dictionary<StatementSource, int> numbers = [];

    public IEnumerable<(int Number, StatementSource Source)> All => numbers.OrderBy(pair => pair.Value).Select(pair => (pair.Value, pair.Key));

    /// <summary>The marks of a statement's sources: the newest few, and how many more there are.</summary>
    public void Mark(Markup page, ReportStatement statement)
    {
        page.Raw("<span class=\"refs\">");
        foreach (var source in statement.Sources.TakeLast(MostShown))
        {
            if (!numbers.TryGetValue(source, out var number))
                numbers.Add(source, number = numbers.Count + 1);
            page.Raw($"[{number}]");
        }

        if (statement.Sources.Count > MostShown)
            page.Raw($" +{statement.Sources.Count - MostShown}");
        page.Raw("</span>");
    }
}
