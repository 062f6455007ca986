using System.Globalization;
using System.Text;

namespace MediAgents.Evaluation.Bills.Scoring;

/// <summary>Writes what went wrong, bill by bill, for those who mend it; meant for the dev half alone.</summary>
public static class FailureList
{
    public static string Of(BillsReport report)
    {
        var list = new StringBuilder();
        foreach (var score in report.Scores.Where(score => score.Missed.Count + score.False.Count + score.LinesMissed.Count > 0 || score.Unreadable is not null || !score.IsTotalRight))
        {
            list.Append(CultureInfo.InvariantCulture, $"## {score.Name} ({score.Language}, {score.Medium}, lines right {score.LinesRight} of {score.LinesExpected}, read {score.LinesRead})\n");
            if (score.Unreadable is { } why)
                list.Append(CultureInfo.InvariantCulture, $"- unreadable: {why}\n");
            if (!score.IsTotalRight)
                list.Append(CultureInfo.InvariantCulture, $"- total: {score.Billed:0.00} is claimed, another was read\n");
            foreach (var (fault, foundAs) in score.Missed)
            {
                var told = foundAs is { } kind ? $", found as {BillsReports.Word(kind)}" : "";
                list.Append(CultureInfo.InvariantCulture, $"- missed: {fault.Planted ?? BillsReports.Word(fault.Kind)} lines [{string.Join(", ", fault.Lines)}] INR {fault.AmountInr:0.00}{told}\n");
            }

            foreach (var (finding, _) in score.False)
                list.Append(CultureInfo.InvariantCulture, $"- false: {finding.Rule} {BillsReports.Word(finding.Verdict)} lines read [{string.Join(", ", finding.Lines)}] INR {finding.AmountInr:0.00}: {finding.Explanation}\n");
            foreach (var line in score.LinesMissed)
                list.Append(CultureInfo.InvariantCulture, $"- line {line.Line} is: {line.Date:yyyy-MM-dd} | {line.Description} | {line.Quantity} x {line.RateInr} = {line.AmountInr}\n");
            foreach (var line in score.LinesWrong)
                list.Append(CultureInfo.InvariantCulture, $"- line read {line.Line}: {line.Date:yyyy-MM-dd} | {line.Description} | {line.Quantity} x {line.RateInr} = {line.AmountInr}\n");
            list.Append('\n');
        }

        return list.ToString();
    }
}
