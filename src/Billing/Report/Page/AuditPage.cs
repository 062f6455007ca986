using System.Globalization;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Report.Letters;
using MediAgents.Primitives.Html;

namespace MediAgents.Billing.Report.Page;

/// <summary>
/// Writes an audit as one page for people, with the letters about the bill at its end. The page needs nothing else, and the words of
/// the bill are escaped wherever they stand.
/// </summary>
public static class AuditPage
{
    private const string Title = "Audit of a hospital bill";

    private static readonly Lazy<string> Style = new(() => TextResource.Read(typeof(AuditPage).Assembly, "audit.css"));

    /// <param name="result">The audit.</param>
    /// <param name="reference">What the audit is called where it is kept, for the foot of each page; null when it is not kept.</param>
    public static string Write(AuditResult result, string? reference = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        var page = new Markup();
        Primitives.Html.Page.Write(page, Title, Style.Value, () =>
        {
            WriteHead(page, result, reference);
            WriteTotals(page, result);
            WriteList(page, "What to do", result.Recommendations);
            FindingSection.Write(page, result);
            LineTable.Write(page, result);
            GenericTable.Write(page, result.Alternatives);
            WriteList(page, "What to know of this audit", result.Reasons);
            WriteList(page, "How the bill was read", result.Notes.Reading);
            WriteTables(page, result.Tables);
            WriteList(page, "What this audit is, and is not", AuditPageWords.Limits);
            foreach (var language in Letter.LanguagesOf(result))
            {
                if (Letter.Of(result, language) is { } letter)
                    LetterPage.Write(page, letter);
            }
        });
        return page.ToString();
    }

    private static void WriteHead(Markup page, AuditResult result, string? reference)
    {
        page.Raw("<header>").Element("h1", Title);
        WriteFacts(page, BillFacts(result.Bill));
        if (result.Options is { } options)
            page.Element("p", $"What was said of the bill: {string.Join(", ", AuditPageWords.Said(options))}.", "facts");
        page.Raw("<p class=\"running\">").Text(reference is null ? Title : $"{Title} · {reference}").Raw("</p></header>");
    }

    private static void WriteFacts(Markup page, IEnumerable<(string Name, string? Value)> facts)
    {
        page.Raw("<dl class=\"patient\">");
        foreach (var (name, value) in facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)))
            page.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>");
        page.Raw("</dl>");
    }

    private static IEnumerable<(string Name, string? Value)> BillFacts(BillSummary bill) =>
    [
        ("Hospital", bill.Hospital),
        ("Patient", bill.Patient),
        ("Bill number", bill.BillNumber),
        ("Date of the bill", DayOf(bill.BillDate)),
        ("Admitted", DayOf(bill.Admitted)),
        ("Discharged", DayOf(bill.Discharged)),
        ("Insurer", bill.Insurer),
        ("Discount", bill.DiscountInr > 0 ? Rupees.Text(bill.DiscountInr) : null),
        ("Advance paid", bill.AdvanceInr > 0 ? Rupees.Text(bill.AdvanceInr) : null),
    ];

    private static void WriteTotals(Markup page, AuditResult result)
    {
        var sums = AuditSums.Of(result);
        page.Raw($"<section class=\"verdict {AuditPageWords.ClassOf(result.Verdict)}\">").Element("h2", AuditPageWords.Headline(result.Verdict))
            .Element("p", AuditPageWords.Meaning(result.Verdict));
        if (result.LineItems.Count > 0)
        {
            page.Raw("<table class=\"totals\"><tbody>");
            Row("Claimed", result.Totals.ClaimedInr, null);
            Row("Allowed", result.Totals.AllowedInr, null);
            Row("Disputed", result.Totals.DisputedInr, sums.Highest > result.Totals.DisputedInr
                ? $"up to {Rupees.Text(sums.Highest)} if everything that is not known goes against the hospital" : null);
            if (sums.NonPayable > 0)
            {
                Row("of it, with the hospital", sums.Disputed, null);
                Row("of it, non-payable under the payer's list", sums.NonPayable, "the payer may deduct it; billing it is not unlawful");
            }

            if (sums.Asked > 0)
                Row("Asked about", sums.Asked, "allowed until answered, not part of what is disputed");
            page.Raw("</tbody></table>").Element("p", string.Create(CultureInfo.InvariantCulture, $"Confidence {result.Confidence:0.00}."), "note");
        }

        page.Raw("</section>");

        void Row(string name, decimal amount, string? remark) =>
            page.Raw("<tr>").Element("th", name).Element("td", Rupees.Text(amount), "number").Element("td", remark, "note").Raw("</tr>");
    }

    private static void WriteList(Markup page, string heading, IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
            return;
        page.Raw("<section>").Element("h2", heading).Raw("<ul>");
        foreach (var sentence in sentences)
            page.Element("li", sentence);
        page.Raw("</ul></section>");
    }

    private static void WriteTables(Markup page, IReadOnlyList<UsedTable> tables)
    {
        page.Raw("<section>").Element("h2", "Tables used");
        if (tables.Count == 0)
            page.Element("p", "None: no line could be compared with a rate list.", "empty");
        else
        {
            page.Raw("<table><thead><tr><th>List</th><th>Version</th><th>In force from</th></tr></thead><tbody>");
            foreach (var table in tables)
            {
                page.Raw("<tr>").Element("td", table.List).Element("td", table.Version)
                    .Element("td", DayOf(table.ValidFrom) ?? "binds through the wording of the policy").Raw("</tr>");
            }

            page.Raw("</tbody></table>");
        }

        page.Raw("</section>");
    }

    internal static string? DayOf(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
