using System.Globalization;
using System.Text;
using MediAgents.Evaluation.Bills.Printing;
using MediAgents.Evaluation.Bills.Sets;

namespace MediAgents.Evaluation.Bills.Making;

/// <summary>What a run of bills is made of.</summary>
/// <param name="Seed">Where the draws start; equal seeds give equal bills.</param>
/// <param name="Bills">How many for each language.</param>
/// <param name="Languages">english, hindi, bengali, tamil.</param>
/// <param name="Media"><c>text</c>, <c>scan</c> or both; the same bills in each.</param>
public sealed record BillOrder(int Seed, int Bills, IReadOnlyList<string> Languages, IReadOnlyList<string> Media);

/// <summary>Writes bills with what is wrong with them: <c>text/NAME.pdf</c>, <c>scan/NAME.(pdf|png)</c>, each beside <c>NAME.expected.json</c>.</summary>
public static class BillWriter
{
    /// <summary>Share of scans of one page that are sent as a picture.</summary>
    private const double Pictures = 0.4;

    /// <exception cref="BillPrintingException">A program that prints or cuts pages is missing or failed.</exception>
    public static async Task WriteAsync(IReadOnlyList<BillSet> sets, BillOrder order, string folder, CancellationToken cancellationToken)
    {
        var maker = new BillMaker(sets, order.Seed);
        var bills = order.Languages.SelectMany(language => Enumerable.Range(0, order.Bills).Select(number => maker.Make(language, number))).ToList();
        var text = Directory.CreateDirectory(Path.Combine(folder, "text")).FullName;
        await new BillPrinter(text).PrintAsync(bills, cancellationToken);
        foreach (var bill in bills)
        {
            var expected = Expected(bill);
            expected.Write(Path.Combine(text, $"{bill.Id}.expected.json"));
            if (!order.Media.Contains("scan"))
                continue;
            var scan = Directory.CreateDirectory(Path.Combine(folder, "scan")).FullName;
            await ScanAsync(Path.Combine(text, $"{bill.Id}.pdf"), Path.Combine(scan, bill.Id), ScanSeed(order.Seed, bill), cancellationToken);
            expected.Write(Path.Combine(scan, $"{bill.Id}.expected.json"));
        }

        if (!order.Media.Contains("text"))
            Directory.Delete(text, recursive: true);
    }

    /// <summary>The bill as its pages show it, and what a correct auditor says to it.</summary>
    internal static ExpectedBill Expected(DraftBill bill)
    {
        var (findings, tolerated) = AnswerKey.Of(bill);
        return new()
        {
            Options = bill.Options,
            Language = bill.Language,
            Today = BillSet.Today,
            Lines = [.. bill.Lines.Select(line => Line(bill, line))],
            Findings = [.. findings.Select(Finding)],
            Tolerated = [.. tolerated.Select(Finding)],
            Totals = new(bill.Total),
        };
    }

    private static ExpectedLine Line(DraftBill bill, DraftLine line) => new(
        line.Number, line.Date, null, line.Description, line.Quantity, bill.Layout.Rates ? line.Rate : null, line.Amount);

    private static ExpectedFinding Finding(Plant plant) =>
        new(plant.Kind, [.. plant.Lines.Select(line => line.Number).Order()], plant.Amount, plant.Name);

    private static async Task ScanAsync(string pdf, string target, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var work = Directory.CreateTempSubdirectory("mediagents-scan-");
        try
        {
            var dots = ScanFile.DotsPerInch.ToString(CultureInfo.InvariantCulture);
            await HtmlPrinter.RunAsync("pdftoppm", ["-r", dots, "-gray", pdf, Path.Combine(work.FullName, "page")], cancellationToken);
            var pages = new List<GreyImage>();
            foreach (var file in work.EnumerateFiles("page*").OrderBy(file => file.Name, StringComparer.Ordinal))
                pages.Add(Scanner.Scan(GreyImage.FromPgm(await File.ReadAllBytesAsync(file.FullName, cancellationToken)), ScanFaults.Draw(random), random));
            if (pages.Count == 1 && random.NextDouble() < Pictures)
                await File.WriteAllBytesAsync($"{target}.png", ScanFile.Png(pages[0]), cancellationToken);
            else
                await File.WriteAllBytesAsync($"{target}.pdf", ScanFile.Pdf(pages), cancellationToken);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>The same for the same bill wherever it stands in a run.</summary>
    private static int ScanSeed(int seed, DraftBill bill) =>
        Encoding.ASCII.GetBytes(bill.Id).Aggregate(seed, (sum, b) => unchecked((sum * 31) + b));
}
