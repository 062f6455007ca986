using System.Text.Json;
using MediAgents.Documents.Processes;
using MediAgents.Evaluation.Bills.Making;
using MediAgents.Evaluation.Bills.Sets;
using MediAgents.Primitives;

namespace MediAgents.Evaluation.Tests.Bills;

/// <summary>Bills made from the shipped sets.</summary>
internal static class MadeBills
{
    public static IReadOnlyList<BillSet> Sets(string half) => BillSet.Load(Evals.File("bills"), half);

    /// <summary>Drafts of one half in every language.</summary>
    public static IEnumerable<DraftBill> Of(string half, int eachLanguage, int seed = 11)
    {
        var maker = new BillMaker(Sets(half), seed);
        return BillSet.Languages.SelectMany(language => Enumerable.Range(0, eachLanguage).Select(number => maker.Make(language, number)));
    }

    public static string Json(ExpectedBill bill) => JsonSerializer.Serialize(bill, WireJson.Options);
}

/// <summary>Needs the programs that print and recognise bills.</summary>
internal sealed class PrintedBillFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["chromium", "pdfinfo", "pdfseparate", "pdfunite", "pdftoppm", "pdftotext", "tesseract"];

    public PrintedBillFactAttribute()
    {
        var missing = Programs.Where(program => !ChildProcess.IsInstalled(program)).ToList();
        if (missing.Count > 0)
            Skip = $"not installed: {string.Join(", ", missing)}";
    }
}
