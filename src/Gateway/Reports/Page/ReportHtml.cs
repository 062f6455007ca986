using MediAgents.Grains.Reports;
using MediAgents.Primitives;
using MediAgents.Primitives.Html;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Labs;
using MediAgents.Records.Timeline;

namespace MediAgents.Gateway.Reports.Page;

/// <summary>Writes a report as one page that needs nothing else: no script, no font, no picture from anywhere.</summary>
internal sealed class ReportHtml
{
    private static readonly Lazy<string> Style = new(() => TextResource.Read(typeof(ReportHtml).Assembly, "report.css"));

    private readonly Markup page = new();
    private readonly SourceNumbers sources = new();
    private int drawings;

    private ReportHtml()
    {
    }

    public static string Write(string reportId, VersionSummary version, Report report)
    {
        var writer = new ReportHtml();
        writer.WritePage(reportId, version, report);
        return writer.page.ToString();
    }

    private void WritePage(string reportId, VersionSummary version, Report report) => Primitives.Html.Page.Write(page, report.Title, Style.Value, () =>
    {
        WriteHead(reportId, version, report);
        foreach (var part in report.Parts.Where(part => part.Section != ReportSection.Patient && (part.Section != ReportSection.Summary || part.Statements.Count > 0)))
            WritePart(part);
        WriteSources();
    });

    private void WriteHead(string reportId, VersionSummary version, Report report)
    {
        page.Raw("<header>").Element("h1", report.Title).Raw("<dl class=\"patient\">");
        foreach (var fact in report[ReportSection.Patient].Statements)
        {
            var colon = fact.Text.IndexOf(": ", StringComparison.Ordinal);
            page.Raw("<div>").Element("dt", fact.Text[..colon]).Raw("<dd>").Text(fact.Text[(colon + 2)..]);
            sources.Mark(page, fact);
            page.Raw("</dd></div>");
        }

        page.Raw("</dl>").Element(
            "p",
            $"{PeriodOf(report.Period)} As of {report.AsOf:yyyy-MM-dd}. Version {version.Number}, drafted {WireTime.Format(version.Time)[..16].Replace('T', ' ')} UTC, model {version.Model}.",
            "facts");
        page.Element("p", "Drafted by software from the patient's record; no diagnosis. Every statement names its sources in brackets, listed at the end.", "note");
        if (version.Note is { } note)
            page.Element("p", note, "note");
        page.Raw("<p class=\"running\">").Text($"{report.Title} · {reportId} · version {version.Number}").Raw("</p></header>");
    }

    private void WritePart(ReportPart part)
    {
        page.Raw($"<section class=\"{part.Section.ToString().ToLowerInvariant()}\">").Element("h2", TitleOf(part.Section));
        if (part.Statements.Count == 0)
            page.Element("p", EmptyOf(part.Section), "empty");
        else if (part.Section == ReportSection.Summary)
            WriteProse(part.Statements);
        else if (part.Section == ReportSection.Labs)
            WriteLabs(part.Statements);
        else if (part.Section == ReportSection.Timeline)
            WriteTimeline(part.Statements);
        else
            WriteList(part.Statements);
        if (part.LeftOut > 0)
            page.Element("p", $"{part.LeftOut:N0} more are not shown.", "empty");
        page.Raw("</section>");
    }

    private void WriteList(IReadOnlyList<ReportStatement> statements)
    {
        page.Raw("<ul>");
        foreach (var statement in statements)
        {
            page.Raw("<li>").Text(statement.Text);
            sources.Mark(page, statement);
            WriteDetail(statement.Detail);
            if (statement.Rule is { } rule)
                page.Raw("<div class=\"rule\">").Text(rule.Basis).Raw(" <code>").Text(rule.Name).Raw("</code></div>");
            page.Raw("</li>");
        }

        page.Raw("</ul>");
    }

    private void WriteProse(IReadOnlyList<ReportStatement> sentences)
    {
        page.Raw("<p>");
        foreach (var sentence in sentences)
        {
            page.Text(sentence.Text);
            sources.Mark(page, sentence);
            page.Text(" ");
        }

        page.Raw("</p>").Element("p", "Written by a model over the statements below.", "facts");
    }

    private void WriteLabs(IReadOnlyList<ReportStatement> statements)
    {
        page.Raw("<table><thead><tr><th>Test</th><th>Latest</th><th>Reference</th><th>Day</th><th>Course</th><th>Values</th><th>Sources</th></tr></thead><tbody>");
        foreach (var statement in statements)
        {
            var trend = statement.Trend!;
            var latest = trend.Latest;
            page.Raw(latest.IsOutOfRange ? "<tr class=\"out\">" : "<tr>")
                .Element("td", trend.Name)
                .Raw("<td class=\"number\">").Text(latest.Value is { } value ? $"{value:0.######}" : latest.Text).Raw(" ").Element("span", trend.Unit, "unit");
            if (latest.IsOutOfRange)
                page.Raw(" ").Element("strong", $"{latest.Standing}".ToLowerInvariant());
            page.Raw("</td>").Element("td", RangeOf(latest), "number").Element("td", DayOf(latest.Time), "day").Raw("<td>");
            Sparkline.Draw(page, trend, ++drawings);
            page.Raw("</td>").Element("td", $"{trend.Values.Count}", "number").Raw("<td>");
            sources.Mark(page, statement);
            page.Raw("</td></tr>");
        }

        page.Raw("</tbody></table>");
    }

    private void WriteTimeline(IReadOnlyList<ReportStatement> statements)
    {
        page.Raw("<table><thead><tr><th>Day</th><th>What</th><th>Sources</th></tr></thead><tbody>");
        foreach (var statement in statements)
        {
            page.Raw("<tr>").Element("td", statement.Date is { } date ? DayOf(date) : null, "day").Raw("<td>").Text(statement.Text);
            WriteDetail(statement.Detail);
            page.Raw("</td><td>");
            sources.Mark(page, statement);
            page.Raw("</td></tr>");
        }

        page.Raw("</tbody></table>");
    }

    private void WriteDetail(string? detail)
    {
        if (detail is not null)
            page.Element("div", detail, "detail");
    }

    private void WriteSources()
    {
        page.Raw("<section class=\"sources\"><h2>Sources</h2><ol>");
        foreach (var (_, source) in sources.All)
        {
            page.Raw("<li>").Text(source.Version is { } version ? $"{source.Kind} {source.Id}, v{version}" : $"{source.Kind} {source.Id}");
            if (source.Quote is { } quote)
                page.Raw(": ").Element("q", quote.Text).Text(quote.Page is { } number ? $" (document {quote.DocumentId}, page {number})" : $" (document {quote.DocumentId})");
            page.Raw("</li>");
        }

        page.Raw("</ol></section>");
    }

    private static string PeriodOf(ReportPeriod period) => (period.From, period.To) switch
    {
        (null, null) => "Over the whole record.",
        ({ } from, null) => $"Over the record from {from}.",
        (null, { } to) => $"Over the record up to {to}.",
        ({ } from, { } to) => $"Over the record from {from} to {to}.",
    };

    private static string DayOf(EventTime time) => time.Precision == EventTimePrecision.Time ? time.Text[..10] : time.Text;

    private static string? RangeOf(LabValue value) => (value.Low, value.High) switch
    {
        ({ } low, { } high) => $"{low:0.######}–{high:0.######}",
        ({ } low, null) => $"≥ {low:0.######}",
        (null, { } high) => $"≤ {high:0.######}",
        _ => null,
    };

    private static string TitleOf(ReportSection section) => section switch
    {
        ReportSection.OpenQuestions => "Open questions",
        ReportSection.Labs => "Laboratory values and vital signs",
        ReportSection.Opinions => "Opinions of specialist agents",
        ReportSection.Bills => "Bills audited",
        _ => $"{section}",
    };

    private static string EmptyOf(ReportSection section) => section switch
    {
        ReportSection.Recommendations => "No rule recommends anything.",
        ReportSection.OpenQuestions => "None.",
        _ => "None recorded.",
    };
}
