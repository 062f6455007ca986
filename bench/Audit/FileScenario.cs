using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Documents.Printing;
using MediAgents.Documents.Processes;
using MediAgents.Documents.Reading;
using MediAgents.Evaluation.Bills.Making;
using MediAgents.Evaluation.Bills.Sets;
using MediAgents.Grains.Audit;

namespace MediAgents.Bench.Audit;

/// <summary>
/// Bills from file to result: a PDF of 200 lines beside <c>pdftotext</c> alone, and scanned pages in two languages beside
/// <c>tesseract</c> alone on the same pages, as many at once. The product and its baseline take turns.
/// </summary>
internal static class FileScenario
{
    private const int WarmUps = 5;
    private const int TextRounds = 40;
    private const int ScanRounds = 3;

    private static readonly ProcessLimits Limits = new(TimeSpan.FromMinutes(2), 4L << 30, 256 * 1024 * 1024);
    private static readonly AuditOptions Options = new() { InsuranceType = InsuranceType.Cghs, CityTier = CityTier.I, Nabh = true, SuperSpeciality = false };

    public static async Task RunAsync(TextWriter output)
    {
        string[] programs = ["weasyprint", "chromium", "pdftotext", "pdftoppm", "tesseract"];
        if (programs.Where(program => !ChildProcess.IsInstalled(program)).ToList() is { Count: > 0 } missing)
        {
            await output.WriteLineAsync($"not run: {string.Join(", ", missing)} not installed");
            return;
        }

        BillAudit.Warm();
        await TextAsync(output);
        await ScansAsync(output);
    }

    private static async Task TextAsync(TextWriter output)
    {
        var html = $"<style>@page {{ size: A4 landscape }} pre {{ font: 7pt monospace }}</style><pre>{WebUtility.HtmlEncode(LongBill.Text())}</pre>";
        var pdf = (await new PdfPrinter(new()).PrintAsync(html, CancellationToken.None)).Pdf;
        var reader = new DocumentReader(new DocumentReaderOptions());
        var result = await AuditAsync(reader, pdf, null);
        await output.WriteLineAsync($"lines read: {result.LineItems.Count}, findings: {result.Findings.Count}");
        var (whole, bare) = (new List<double>(), new List<double>());
        for (var round = -WarmUps; round < TextRounds; round++)
        {
            var took = (Whole: await TimeAsync(() => AuditAsync(reader, pdf, null)), Bare: await TimeAsync(() => RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], pdf)));
            if (round < 0)
                continue;
            whole.Add(took.Whole);
            bare.Add(took.Bare);
        }

        await WriteAsync(output, "PDF of 200 lines, file to result", whole);
        await WriteAsync(output, "pdftotext alone (baseline)", bare);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"whole / pdftotext {Median(whole) / Median(bare):0.0}"));
    }

    private static async Task ScansAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("mediagents-bench-");
        try
        {
            await BillWriter.WriteAsync([.. BillSet.Load(SetsFolder(), "dev").Where(set => set.Name == "first")], new BillOrder(5, 3, ["english", "hindi"], ["scan"]), folder.FullName, CancellationToken.None);
            foreach (var (language, models) in new[] { ("english", "eng"), ("hindi", "eng+hin") })
                await ScansAsync(output, Directory.GetFiles(Path.Combine(folder.FullName, "scan"), $"{language}-*.p*"), language, models);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ScansAsync(TextWriter output, string[] files, string language, string models)
    {
        var reader = new DocumentReader(new DocumentReaderOptions());
        var bills = new List<byte[]>();
        var pages = new List<byte[]>();
        foreach (var file in files)
        {
            bills.Add(await File.ReadAllBytesAsync(file));
            pages.AddRange(await PagesAsync(file));
        }

        var (whole, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < ScanRounds; round++)
        {
            whole.Add(await TimeAsync(() => Task.WhenAll(bills.Select(bill => AuditAsync(reader, bill, language)))));
            bare.Add(await TimeAsync(() => Parallel.ForEachAsync(
                pages,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                async (page, _) => await RunAsync("tesseract", ["stdin", "stdout", "-l", models, "--psm", "6", "-c", "preserve_interword_spaces=1"], page))));
        }

        await WriteAsync(output, $"{pages.Count} scanned pages, {language}, to result", whole);
        await WriteAsync(output, "tesseract alone (baseline)", bare);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"whole / tesseract {Median(whole) / Median(bare):0.00}, {Median(whole) / pages.Count / 1000:0.00} s a page"));
    }

    private static async Task<AuditResult> AuditAsync(DocumentReader reader, ReadOnlyMemory<byte> file, string? language)
    {
        var read = (await reader.ReadAsync(file, language, CancellationToken.None)).Text ?? throw new InvalidOperationException("The bill could not be read.");
        return BillAudit.Audit(BillTexts.Of(read), Options);
    }

    /// <summary>The pages as the product hands them to tesseract: at 200 dpi, grey.</summary>
    private static async Task<IEnumerable<byte[]>> PagesAsync(string file)
    {
        if (file.EndsWith(".png", StringComparison.Ordinal))
            return [await File.ReadAllBytesAsync(file)];
        var pages = new List<byte[]>();
        var text = Encoding.UTF8.GetString(await RunAsync("pdftotext", [file, "-"], default));
        for (var page = 1; page <= text.Count(c => c == '\f'); page++)
        {
            var number = page.ToString(CultureInfo.InvariantCulture);
            pages.Add(await RunAsync("pdftoppm", ["-r", "200", "-gray", "-png", "-f", number, "-l", number, file], default));
        }

        return pages;
    }

    private static async Task<byte[]> RunAsync(string program, string[] arguments, ReadOnlyMemory<byte> input)
    {
        var result = await ChildProcess.RunAsync(program, arguments, input, Limits, CancellationToken.None);
        return result.End == ProcessEnd.Succeeded ? result.Output : throw new InvalidOperationException($"{program}: {result.End} {result.Error}");
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var begun = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static string SetsFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sets = Path.Combine(folder.FullName, "evals", "bills");
            if (Directory.Exists(sets))
                return sets;
        }

        throw new DirectoryNotFoundException("No evals/bills above the benchmark.");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static Task WriteAsync(TextWriter output, string name, List<double> times) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-40} p50 {Median(times),8:0.0} ms   worst {times.Max(),8:0.0} ms"));
}
