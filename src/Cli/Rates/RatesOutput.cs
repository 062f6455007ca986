using System.Globalization;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Library;
using Spectre.Console;

namespace MediAgents.Cli.Rates;

/// <summary>Shows rate tables on the console.</summary>
internal static class RatesOutput
{
    private const int MostRows = 50;

    public static void Write(Imported imported, ListedTable listed)
    {
        var manifest = imported.Manifest;
        Console.WriteLine($"{manifest.Name}: {Counted(manifest.Rows, "row")} imported, {manifest.SetAside} set aside; used from {Day(manifest.ValidFrom)} {Until(listed)}.");
        foreach (var reasons in imported.SetAside.GroupBy(row => row.Reason).OrderByDescending(group => group.Count()))
            Console.WriteLine($"  set aside {reasons.Count()}: {reasons.Key} (line {string.Join(", ", reasons.Take(5).Select(row => row.Line))}{(reasons.Count() > 5 ? ", ..." : "")})");
        Console.WriteLine("A running server uses it from its next audit on.");
    }

    public static void Write(IReadOnlyList<ListedTable> tables)
    {
        var shown = new Table().AddColumns("table", "list", "used from", "used to", "rows", "set aside", "imported", "source");
        foreach (var table in tables)
        {
            shown.AddRow(
                table.Name, table.List, Day(table.ValidFrom), Day(table.UsedTo), Number(table.Rows), table.SetAside is { } aside ? Number(aside) : "",
                table.ImportedAt is { } time ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "shipped", Markup.Escape(table.Source));
        }

        AnsiConsole.Write(shown);
        foreach (var kind in Enum.GetValues<TableKind>().Where(kind => tables.All(table => table.Table != kind)))
            Console.WriteLine($"No {kind.List()} table is loaded.");
    }

    public static void Write(TableDiff diff)
    {
        Console.WriteLine($"{diff.Added.Count} added, {diff.Removed.Count} removed, {diff.Changed.Count} changed.");
        if (diff.IsEmpty)
            return;
        var shown = new Table().AddColumns("", "code", "name", "old ₹", "new ₹");
        var rows = Rows(diff).ToList();
        foreach (var row in rows.Take(MostRows))
            shown.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(shown);
        if (rows.Count > MostRows)
            Console.WriteLine($"... and {rows.Count - MostRows} more; --json has all.");
    }

    public static async Task ComplainAsync(string command, RateTableException wrong)
    {
        await Console.Error.WriteLineAsync($"mediagents rates {command}: {wrong.Message}");
        foreach (var problem in wrong.Problems)
            await Console.Error.WriteLineAsync($"  {problem}");
        if (wrong.ProblemCount > wrong.Problems.Count)
            await Console.Error.WriteLineAsync($"  ... and {wrong.ProblemCount - wrong.Problems.Count} more");
    }

    private static IEnumerable<string[]> Rows(TableDiff diff)
    {
        foreach (var row in diff.Added)
            yield return ["added", row.Code, row.Name, "", Rates(row)];
        foreach (var row in diff.Removed)
            yield return ["removed", row.Code, row.Name, Rates(row), ""];
        foreach (var row in diff.Changed)
        {
            if (row.OldName != row.NewName)
                yield return ["renamed", row.Code, $"{row.OldName} -> {row.NewName}", "", ""];
            foreach (var rate in row.Rates)
                yield return ["changed", row.Code, rate.For.Length > 0 ? $"{row.NewName}, {rate.For}" : row.NewName, Money(rate.OldInr), Money(rate.NewInr)];
        }
    }

    private static string Rates(RateEntry row) => row.Figures.Count switch
    {
        0 => "",
        1 => Money(row.Figures[0].Inr),
        _ => $"{Money(row.Figures.Min(figure => figure.Inr))} to {Money(row.Figures.Max(figure => figure.Inr))}",
    };

    private static string Until(ListedTable table) => table.UsedTo is { } last ? $"to {Day(last)}" : $"until the next {table.List} table begins";

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Money(decimal? amount) => amount?.ToString("0.00##", CultureInfo.InvariantCulture) ?? "";
}
