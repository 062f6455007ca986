using MediAgents.Records.Reports.Drafting;

namespace MediAgents.Records.Reports.Recommending;

/// <summary>The last value of a test lies out of its own reference range: none after it shows that it came right.</summary>
internal static class LabOutOfRange
{
    private static readonly ReportRule Rule = new(
        "lab_out_of_range",
        "The laboratory's own reference range or flag, printed with the value; there is no later value in range.");

    public static IEnumerable<ReportStatement> Of(Dossier dossier) =>
        from trend in dossier.Labs
        let latest = trend.Latest
        where latest.IsOutOfRange
        let range = Words.Range(latest) is { } written ? $", reference {written}" : ""
        select Statements.Make(
            ReportSection.Recommendations,
            $"{Rule.Name} {trend.Key}",
            $"Review {trend.Name}: the last value, {Words.Value(latest, trend.Unit)} on {Words.DayOf(latest.Time)}, is {Words.Of(latest.Standing)}{range}, and no later value in range is recorded.",
            [dossier.SourceOf(latest)]) with { Date = latest.Time, Rule = Rule };
}
