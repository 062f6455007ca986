using System.Globalization;
using MediAgents.Billing.Audit;
using MediAgents.Primitives.Html;

namespace MediAgents.Billing.Report.Page;

/// <summary>The findings, each with what the bill prints, the tariff row, what to ask and how sure it is.</summary>
internal static class FindingSection
{
    public static void Write(Markup page, AuditResult result)
    {
        page.Raw("<section>").Element("h2", "Findings");
        if (result.Findings.Count == 0)
            page.Element("p", "None.", "empty");
        for (var i = 0; i < result.Findings.Count; i++)
            Write(page, i + 1, result.Findings[i]);
        page.Raw("</section>");
    }

    private static void Write(Markup page, int number, Finding finding)
    {
        page.Raw($"<article class=\"finding {AuditPageWords.ClassOf(finding.Verdict)}\"><h3><span class=\"amount\">").Text(AmountOf(finding)).Raw("</span>")
            .Text($"{number}. {AuditPageWords.NameOf(finding)} ")
            .Element("span", finding.Verdict == Verdict.Dispute ? "disputed" : "to ask", "tag").Raw("</h3>")
            .Element("p", finding.Explanation);
        foreach (var evidence in finding.Evidence)
            Write(page, evidence);
        page.Raw("<dl class=\"because\">");
        if (finding.Tariff is { } tariff)
            Fact(page, "Tariff", CitationOf(tariff));
        if (finding.Ask is { } ask)
            Fact(page, "What to ask", ask);
        Fact(page, "Range", finding.AmountHighInr > finding.AmountLowInr ? $"{Rupees.Text(finding.AmountLowInr)} to {Rupees.Text(finding.AmountHighInr)}" : null);
        Fact(page, "Confidence", string.Create(CultureInfo.InvariantCulture, $"{finding.Confidence:0.00}, rule {finding.Rule}"));
        page.Raw("</dl></article>");
    }

    private static void Write(Markup page, Evidence evidence)
    {
        page.Raw("<div class=\"evidence\">");
        if (evidence.Box is { } box)
            BoxSketch.Draw(page, box);
        page.Raw("<div>").Element("span", PlaceOf(evidence), "place").Raw(" ").Element("q", Together(evidence.Text)).Raw("</div></div>");
    }

    private static void Fact(Markup page, string name, string? value)
    {
        if (value is not null)
            page.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>");
    }

    private static string AmountOf(Finding finding) =>
        finding.AmountInr > 0 ? Rupees.Text(finding.AmountInr) : finding.AmountHighInr > 0 ? $"up to {Rupees.Text(finding.AmountHighInr)}" : "no amount";

    private static string PlaceOf(Evidence evidence) => evidence.Box is { } box
        ? string.Create(CultureInfo.InvariantCulture, $"Line {evidence.Line}, page {evidence.Page}, {Math.Clamp(box.Top, 0, 1) * 100:0} % down the page:")
        : $"Line {evidence.Line}, page {evidence.Page}:";

    private static string CitationOf(TariffCitation tariff)
    {
        string[] parts =
        [
            $"{string.Join(' ', new[] { tariff.List, tariff.Code }.Where(part => !string.IsNullOrEmpty(part)))} “{tariff.Name}”",
            .. tariff.Tier is { } tier ? [$"city tier {tier}"] : Array.Empty<string>(),
            .. tariff.RateInr is { } rate ? [$"at most {Rupees.Text(rate)} a unit"] : Array.Empty<string>(),
        ];
        return $"{string.Join(", ", parts)}; {tariff.Source}";
    }

    /// <summary>The words as printed; the blanks between columns mean nothing on another page.</summary>
    private static string Together(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
