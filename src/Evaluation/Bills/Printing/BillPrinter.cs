using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MediAgents.Evaluation.Bills.Making;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Printing;

/// <summary>Prints many bills with few starts of a browser: all of one layout in one document, which is then cut at the pages known.</summary>
internal sealed partial class BillPrinter(string folder)
{
    /// <summary>A PDF with text for each bill, in a file of the bill's name.</summary>
    public async Task PrintAsync(IReadOnlyList<DraftBill> bills, CancellationToken cancellationToken)
    {
        foreach (var group in bills.GroupBy(bill => (bill.Layout, Printer: bill.Language == "english" ? bill.Layout.EnglishPrinter : "chromium")))
            await PrintGroupAsync(group.Key.Layout, group.Key.Printer, [.. group], cancellationToken);
    }

    public string PdfOf(DraftBill bill) => Path.Combine(folder, $"{bill.Id}.pdf");

    private async Task PrintGroupAsync(BillLayout layout, string printer, List<DraftBill> bills, CancellationToken cancellationToken)
    {
        var parts = File.ReadAllText(layout.Template).Split("</style>", 2);
        var template = new Template(parts[1]);
        var work = Directory.CreateTempSubdirectory("mediagents-bills-");
        try
        {
            var bodies = bills.ConvertAll(bill => new BillPages(bill).Render());
            var pages = bodies.ConvertAll(body => ((IReadOnlyList<View>)body["pages"]).Count);
            var whole = Path.Combine(work.FullName, "whole.pdf");
            await File.WriteAllBytesAsync(whole, await HtmlPrinter.PrintAsync(printer, Html(parts[0], bodies.Select(template.Render)), work.FullName, cancellationToken), cancellationToken);
            if (await PagesAsync(whole, cancellationToken) == pages.Sum())
            {
                await CutAsync(whole, bills, pages, work.FullName, cancellationToken);
                return;
            }

            // Some page ran over, so the cuts are not known: each bill is printed alone.
            for (var i = 0; i < bills.Count; i++)
                await File.WriteAllBytesAsync(PdfOf(bills[i]), await HtmlPrinter.PrintAsync(printer, Html(parts[0], [template.Render(bodies[i])]), work.FullName, cancellationToken), cancellationToken);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static string Html(string style, IEnumerable<string> bodies)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\">").Append(style).Append("</style></head><body>");
        foreach (var body in bodies)
            html.Append(body);
        return html.Append("</body></html>").ToString();
    }

    private async Task CutAsync(string whole, List<DraftBill> bills, List<int> pages, string work, CancellationToken cancellationToken)
    {
        await HtmlPrinter.RunAsync("pdfseparate", [whole, Path.Combine(work, "page-%d.pdf")], cancellationToken);
        var next = 1;
        for (var i = 0; i < bills.Count; i++)
        {
            var own = Enumerable.Range(next, pages[i]).Select(page => Path.Combine(work, $"page-{page}.pdf")).ToList();
            next += pages[i];
            if (own.Count == 1)
                File.Move(own[0], PdfOf(bills[i]), overwrite: true);
            else
                await HtmlPrinter.RunAsync("pdfunite", [.. own, PdfOf(bills[i])], cancellationToken);
        }
    }

    private static async Task<int> PagesAsync(string pdf, CancellationToken cancellationToken)
    {
        var info = Encoding.UTF8.GetString(await HtmlPrinter.RunAsync("pdfinfo", [pdf], cancellationToken));
        return int.Parse(Pages().Match(info).Groups["count"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^Pages:\s+(?<count>\d+)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pages();
}
