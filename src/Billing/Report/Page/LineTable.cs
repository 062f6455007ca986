using System.Globalization;
using MediAgents.Billing.Audit;
using MediAgents.Primitives.Html;

namespace MediAgents.Billing.Report.Page;

/// <summary>Every line of the bill, with what was found on it, or why its price was left alone.</summary>
internal static class LineTable
{
    public static void Write(Markup page, AuditResult result)
    {
        if (result.LineItems.Count == 0)
            return;
        var remarks = new LineRemarks(result);
        page.Raw("<section class=\"lines\">").Element("h2", "All lines of the bill")
            .Raw("<table><thead><tr><th>Line</th><th>Date</th><th>Description</th><th class=\"number\">Qty</th><th class=\"number\">Rate ₹</th><th class=\"number\">Amount ₹</th><th>What became of it</th></tr></thead><tbody>");
        foreach (var item in result.LineItems)
        {
            page.Raw("<tr>").Element("td", $"{item.Line}", "number").Element("td", AuditPage.DayOf(item.Date), "day")
                .Element("td", item.Code is { } code ? $"{item.Description} [{code}]" : item.Description)
                .Element("td", item.Quantity?.ToString("0.###", CultureInfo.InvariantCulture), "number")
                .Element("td", item.RateInr is { } rate ? Rupees.Text(rate)[1..] : null, "number")
                .Element("td", Rupees.Text(item.AmountInr).Replace("₹", "", StringComparison.Ordinal), "number").Raw("<td>");
            if (remarks.Of(item.Line) is not { Count: > 0 } said)
                page.Element("span", "no finding", "note");
            else
            {
                foreach (var remark in said)
                    page.Element("div", remark);
            }

            page.Raw("</td></tr>");
        }

        page.Raw("</tbody></table>")
            .Element("p", "A price that was left alone was not compared; nothing is said about it, for or against the hospital.", "note");
        if (remarks.Reasons.Count > 0)
        {
            page.Element("p", "Reasons:", "note").Raw("<ol class=\"reasons\">");
            foreach (var reason in remarks.Reasons)
                page.Element("li", reason);
            page.Raw("</ol>");
        }

        page.Raw("</section>");
    }

    private static string Candidates(LineNote note) => note.Alternatives.Count == 0
        ? "" : $" (it may be {string.Join(", or ", note.Alternatives.Select(one => $"{one.Code} “{one.Name}”"))})";

    /// <summary>What is said of each line. Reasons that would fill the column stand below the table, once for all lines they are true of.</summary>
    private sealed class LineRemarks
    {
        private const int LongestInTable = 45;

        private readonly Dictionary<int, List<string>> remarks = [];
        private readonly List<string> reasons = [];

        public LineRemarks(AuditResult result)
        {
            for (var i = 0; i < result.Findings.Count; i++)
            {
                foreach (var line in result.Findings[i].Lines)
                    Add(line, $"finding {i + 1}{(result.Findings[i].Verdict == Verdict.Dispute ? ", disputed" : ", to ask")}");
            }

            foreach (var note in result.Notes.NotDisputed)
                LeftAlone(note.Line, note.Reason);
            foreach (var note in result.Notes.AmbiguousMatches)
                LeftAlone(note.Line, note.Reason + Candidates(note));
            foreach (var line in result.Notes.UnmatchedLines)
                LeftAlone(line, "nothing in the list resembles it");
        }

        /// <summary>The reasons that lines refer to, the first is reason 1.</summary>
        public IReadOnlyList<string> Reasons => reasons;

        public IReadOnlyList<string> Of(int line) => remarks.GetValueOrDefault(line) ?? [];

        private void LeftAlone(int line, string reason)
        {
            if (reason.Length <= LongestInTable)
            {
                Add(line, $"price left alone: {reason}");
                return;
            }

            var at = reasons.IndexOf(reason);
            if (at < 0)
            {
                at = reasons.Count;
                reasons.Add(reason);
            }

            Add(line, $"price left alone, reason {at + 1}");
        }

        private void Add(int line, string remark)
        {
            if (!remarks.TryGetValue(line, out var said))
                remarks.Add(line, said = []);
            if (!said.Contains(remark, StringComparer.Ordinal))
                said.Add(remark);
        }
    }
}
