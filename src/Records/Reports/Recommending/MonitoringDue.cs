using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Reports.Labs;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Recommending;

/// <summary>A standing problem whose guideline asks for a test at least every so often, and no such value within that time.</summary>
internal static class MonitoringDue
{
    /// <param name="Name">The rule.</param>
    /// <param name="Basis">The guideline and its place.</param>
    /// <param name="Phrases">Names of the problem, folded; whole words.</param>
    /// <param name="Codes">ICD-10 prefixes of the problem.</param>
    /// <param name="Tests">Canonical names of the tests, any of which will do; the first is recommended.</param>
    /// <param name="TestName">How the test is called in the statement.</param>
    /// <param name="Months">The longest time between two.</param>
    private sealed record Monitoring(
        string Name, string Basis, string[] Phrases, string[] Codes, string[] Tests, string TestName, int Months);

    private static readonly Monitoring[] All =
    [
        new(
            "hba1c_due",
            "American Diabetes Association, Standards of Care in Diabetes, section 6, recommendation 6.1: assess glycaemic status at least twice a year.",
            ["diabetes", "diabetes mellitus", "t2dm", "t1dm", "type 2 dm", "type 1 dm"],
            ["E10", "E11", "E13"],
            ["hba1c"],
            "HbA1c",
            6),
        new(
            "kidney_function_due",
            "KDIGO 2024 Clinical Practice Guideline for Chronic Kidney Disease, practice point 2.1.1: assess albuminuria and GFR at least annually.",
            ["chronic kidney disease", "ckd"],
            ["N18"],
            ["egfr", "creatinine"],
            "GFR (creatinine) and albuminuria",
            12),
        new(
            "tsh_due",
            "AACE/ATA Clinical Practice Guidelines for Hypothyroidism in Adults, 2012: TSH every 12 months once the dose is adequate.",
            ["hypothyroidism", "underactive thyroid", "hypothyroid"],
            ["E02", "E03"],
            ["tsh"],
            "TSH",
            12),
    ];

    private static readonly string[] OtherDiabetes = ["insipidus", "pre diabetes", "prediabetes", "gestational", "family history"];

    public static IEnumerable<ReportStatement> Of(Dossier dossier)
    {
        foreach (var monitoring in All)
        {
            if (dossier.Problems.FirstOrDefault(problem => Has(problem, monitoring)) is not { } problem)
                continue;
            var last = TestTrends.Of(dossier.Confirmed).Where(trend => monitoring.Tests.Contains(trend.Test))
                .Select(trend => trend.Latest).MaxBy(value => value.Time.Start);
            if (last is not null && DateOnly.FromDateTime(Latest(last.Time).UtcDateTime).AddMonths(monitoring.Months) >= dossier.AsOf)
                continue;
            yield return Statements.Make(
                ReportSection.Recommendations,
                monitoring.Name,
                $"Consider {monitoring.TestName}: {problem.Name} is on the problem list, and "
                + (last is null ? "no value is recorded." : $"the last value is from {Words.DayOf(last.Time)}, more than {monitoring.Months} months ago."),
                [.. SourcesOf(problem, dossier), .. last is null ? Array.Empty<StatementSource>() : [dossier.SourceOf(last)]]) with
            {
                Date = last?.Time,
                Rule = new ReportRule(monitoring.Name, monitoring.Basis),
            };
        }
    }

    private static bool Has(Problem problem, Monitoring monitoring) =>
        !problem.IsOver
        && problem.IsOneOf(monitoring.Phrases, monitoring.Codes)
        && !OtherDiabetes.Any(other => LabNames.Fold(problem.Name).Contains(other, StringComparison.Ordinal));

    private static IEnumerable<StatementSource> SourcesOf(Problem problem, Dossier dossier) =>
        problem.Diagnoses.Count > 0 ? [Statements.SourceOf(problem.Diagnoses[^1])] : [dossier.ProfileSource];

    // A value of "2026-03" may be from the last day of March.
    private static DateTimeOffset Latest(EventTime time) => time.Precision == EventTimePrecision.Time ? time.Start : time.End.AddTicks(-1);
}
