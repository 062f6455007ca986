using System.Globalization;
using MediAgents.Records.Reports.Labs;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>The sections that tell what the record holds.</summary>
internal static class Sections
{
    private const int MostProblems = 100, MostMedicines = 100, MostTrends = 100, MostOpinions = 50, MostBills = 50, MostEvents = 200, MostValuesOfATrend = 60;
    private const int LongestReaction = 200;

    public static ReportPart Patient(Dossier dossier)
    {
        var profile = dossier.Profile;
        var statements = new List<ReportStatement>();
        Add("name", "Name", profile.Name);
        Add("born", "Born", profile.DateOfBirth is { } born ? $"{born:yyyy-MM-dd}, {Words.Count(YearsBetween(born, dossier.AsOf), "year", "years")} old" : null);
        Add("sex", "Sex", profile.Sex is "unknown" ? null : profile.Sex);
        Add("blood group", "Blood group", profile.BloodGroup);
        Add("language", "Preferred language", profile.Language);
        return new ReportPart(ReportSection.Patient, statements);

        void Add(string about, string label, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                statements.Add(Statements.Make(ReportSection.Patient, about, $"{label}: {value.Trim()}", [dossier.ProfileSource]));
        }
    }

    public static ReportPart Problems(Dossier dossier) => Statements.Part(
        ReportSection.Problems,
        [.. dossier.Problems.Select(problem => Statements.Make(
            ReportSection.Problems,
            problem.Key,
            Words.Join(
                ", ",
                problem.Code is { } code ? $"{problem.Name} ({code.System.ToUpperInvariant()} {code.Value})" : problem.Name,
                problem.Diagnoses.LastOrDefault(one => one.Content.Severity is not null)?.Content.Severity,
                problem.Diagnoses is [var first, ..] ? $"first recorded {Words.DayOf(first.Content.OccurredAt)}" : "named by the patient",
                problem.Diagnoses is [_, .., var last] ? $"last {Words.DayOf(last.Content.OccurredAt)}" : null,
                problem.IsOver ? $"ended {Words.DayOf(problem.Diagnoses[^1].Content.EndedAt!.Value)}" : null),
            problem.Diagnoses.Select(Statements.SourceOf).Concat(problem.InProfile ? [dossier.ProfileSource] : [])) with
        {
            Date = problem.Diagnoses.Count > 0 ? problem.Diagnoses[0].Content.OccurredAt : null,
            Detail = problem.Diagnoses.Count > 0 ? Words.Detail(problem.Diagnoses[^1].Content.Description) : null,
        })],
        MostProblems);

    public static ReportPart Allergies(Dossier dossier) => Statements.Part(
        ReportSection.Allergies,
        [.. dossier.Allergies.Select(allergy => Statements.Make(
            ReportSection.Allergies,
            allergy.Key,
            Words.Join(
                ", ",
                allergy.Substance,
                allergy.Reaction is { Length: <= LongestReaction } reaction ? $"reaction: {reaction}" : null,
                allergy.Severity,
                allergy.Since is { } since ? $"recorded {Words.DayOf(since)}" : "named by the patient"),
            allergy.Sources) with
        {
            Date = allergy.Since,
            Detail = allergy.Reaction is { Length: > LongestReaction } ? Words.Detail(allergy.Reaction) : null,
        })],
        MostProblems);

    public static ReportPart Medicines(Dossier dossier) => Statements.Part(
        ReportSection.Medicines,
        [.. dossier.Medicines.Select(medicine =>
        {
            var last = medicine.Prescriptions is [.., var newest] ? newest.Content : null;
            return Statements.Make(
                ReportSection.Medicines,
                medicine.Key,
                Words.Join(
                    "; ",
                    medicine.InProfile is { } now ? Words.Join(", ", now.Name, now.Dose, now.Frequency) + ": taken now, as the patient says" : medicine.Name,
                    last is null ? null : $"prescribed {Words.DayOf(last.OccurredAt)}{(medicine.InProfile is null ? "" : $" as “{last.Title}”")}",
                    last is null ? null : last.EndedAt is { } end ? $"until {Words.DayOf(end)}" : medicine.InProfile is null ? "no end recorded" : null),
                medicine.Sources) with
            {
                Date = last?.OccurredAt,
                Detail = Words.Detail(last?.Description),
            };
        })],
        MostMedicines);

    public static ReportPart Labs(Dossier dossier) => Statements.Part(
        ReportSection.Labs,
        [.. dossier.Labs.Select(trend => Statements.Make(
            ReportSection.Labs,
            trend.Key,
            LabText(trend),
            trend.Values.Select(dossier.SourceOf)) with
        {
            Date = trend.Latest.Time,
            Trend = trend with { Values = [.. trend.Values.TakeLast(MostValuesOfATrend)] },
        })],
        MostTrends);

    /// <summary>Newest first: what a reader looks for is mostly near the end.</summary>
    public static ReportPart Timeline(Dossier dossier) => Statements.Part(
        ReportSection.Timeline,
        [.. dossier.InPeriod.Reverse().Select(one => Statements.Make(
            ReportSection.Timeline,
            one.Id,
            $"{Capitalised(Words.Of(one.Content.Type))}: {Words.Join(", ", one.Content.Title, one.Content.BodyPart, one.Content.Specialty, one.Content.Severity, one.Content.Source)}"
            + (one.Content.EndedAt is { } end ? $" (until {Words.DayOf(end)})" : ""),
            [Statements.SourceOf(one)]) with
        {
            Date = one.Content.OccurredAt,
            Detail = Words.Detail(one.Content.Description),
        })],
        MostEvents);

    public static ReportPart Opinions(Dossier dossier) => Statements.Part(
        ReportSection.Opinions,
        [.. dossier.Opinions.Where(opinion => opinion.Summary is not null).Select(opinion => Statements.Make(
            ReportSection.Opinions,
            $"{opinion.Specialist} {opinion.RunId}",
            $"The {Words.OfKind(opinion.Specialist)}, asked “{opinion.Question}”: {opinion.Summary} (confidence {opinion.Confidence:0.00})",
            [Statements.SourceOf(opinion)]) with
        {
            Date = EventTime.Of(DateOnly.FromDateTime(opinion.Time.UtcDateTime)),
        })],
        MostOpinions);

    public static ReportPart Bills(Dossier dossier) => Statements.Part(
        ReportSection.Bills,
        [.. dossier.Audits.Select(audit => Statements.Make(
            ReportSection.Bills,
            audit.AuditId,
            $"Bill audited {Words.DayOf(audit.Time)}: {audit.Headline} (verdict: {Words.OfKind(audit.Verdict)})",
            [Statements.SourceOf(audit)]) with
        {
            Date = EventTime.Of(DateOnly.FromDateTime(audit.Time.UtcDateTime)),
        })],
        MostBills);

    private static string LabText(TestTrend trend)
    {
        var latest = trend.Latest;
        var text = $"{trend.Name}: {Words.Value(latest, trend.Unit)} on {Words.DayOf(latest.Time)}";
        var standing = latest.Standing == LabStanding.Unknown ? null : Words.Of(latest.Standing);
        var range = Words.Range(latest) is { } written ? $"reference {written}" : null;
        if (standing is not null || range is not null)
            text += $" ({Words.Join(", ", standing, range)})";
        var numbers = trend.Numbers.ToList();
        if (numbers.Count > 1 && latest.Value is { } now && numbers[^2].Value is { } before)
            text += $"; {Move(before, now)} {before.ToString("0.######", CultureInfo.InvariantCulture)} on {Words.DayOf(numbers[^2].Time)}";
        if (trend.Values.Count > 2)
            text += $"; {trend.Values.Count} values since {Words.DayOf(trend.Values[0].Time)}";
        return text;
    }

    private static string Move(decimal before, decimal now) => now > before ? "up from" : now < before ? "down from" : "unchanged from";

    private static string Capitalised(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static int YearsBetween(DateOnly born, DateOnly day) =>
        Math.Max(0, day.Year - born.Year - (day < born.AddYears(Math.Max(0, day.Year - born.Year)) ? 1 : 0));
}
