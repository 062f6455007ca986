using MediAgents.Billing.Audit;
using MediAgents.Billing.Report;
using Spectre.Console;

namespace MediAgents.Cli.Audits;

/// <summary>Shows an audit on the console.</summary>
internal static class AuditTable
{
    public static void Write(AuditResult result)
    {
        var (claimed, allowed, disputed) = result.Totals;
        AnsiConsole.MarkupLineInterpolated($"[bold]{Words(result.Verdict)}[/]  claimed {Rupees.Text(claimed)}  allowed {Rupees.Text(allowed)}  disputed [bold]{Rupees.Text(disputed)}[/]");
        if (result.Findings.Count > 0)
            AnsiConsole.Write(FindingsOf(result));
        foreach (var reason in result.Reasons)
            AnsiConsole.MarkupLineInterpolated($"- {reason}");
        foreach (var advice in result.Recommendations)
            AnsiConsole.MarkupLineInterpolated($"[bold]→[/] {advice}");
        foreach (var table in result.Tables)
            AnsiConsole.MarkupLineInterpolated($"[dim]checked against {table.List} {table.Version}[/]");
    }

    private static Table FindingsOf(AuditResult result)
    {
        var table = new Table().AddColumns("lines", "finding", "₹", "range ₹", "confidence", "why");
        foreach (var finding in result.Findings)
        {
            table.AddRow(
                string.Join(", ", finding.Lines),
                Words(finding.Kind),
                $"{finding.AmountInr:N2}",
                $"{finding.AmountLowInr:N2} - {finding.AmountHighInr:N2}",
                $"{finding.Confidence:0.00}",
                Markup.Escape(finding.Explanation));
        }

        return table;
    }

    private static string Words(Enum word) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()).Replace('_', ' ');
}
