using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Questioning;

/// <summary>Entries that cannot both be right. Which of them is, the report does not say.</summary>
internal static class Contradictions
{
    private static readonly ReportRule Doses = new("contradicting_doses", "The profile and the last prescription give one medicine with different strengths.");
    private static readonly ReportRule Denied = new("contradicting_allergies", "The record says both that there is no allergy and that there is one.");
    private static readonly ReportRule Values = new("contradicting_values", "One test has two values for the same moment.");
    private static readonly ReportRule Units = new("several_units", "Values in different units are not converted and not compared.");
    private static readonly ReportRule BeforeBirth = new("before_birth", "An event lies before the date of birth.");

    public static IEnumerable<ReportStatement> Of(Dossier dossier) =>
        [.. DosesOf(dossier), .. DenialsOf(dossier), .. ValuesOf(dossier), .. UnitsOf(dossier), .. BeforeBirthOf(dossier)];

    private static IEnumerable<ReportStatement> DosesOf(Dossier dossier) =>
        from medicine in dossier.Medicines
        where medicine is { InProfile: not null, Prescriptions.Count: > 0 }
        let told = MedicineNames.StrengthsOf($"{medicine.InProfile!.Name} {medicine.InProfile.Dose}")
        let prescribed = MedicineNames.StrengthsOf(medicine.Prescriptions[^1].Content.Title)
        where told.Count > 0 && prescribed.Count > 0 && !told.Intersect(prescribed, StringComparer.Ordinal).Any()
        select OpenQuestions.Ask(
            Doses,
            medicine.Key,
            $"Which dose of {medicine.InProfile!.Name}: the patient says {string.Join(" + ", told)}, the prescription of {Words.DayOf(medicine.Prescriptions[^1].Content.OccurredAt)} says {string.Join(" + ", prescribed)}?",
            [Statements.SourceOf(medicine.Prescriptions[^1]), dossier.ProfileSource]);

    private static IEnumerable<ReportStatement> DenialsOf(Dossier dossier)
    {
        var named = dossier.Allergies.Where(allergy => !allergy.IsDenial).ToList();
        return named.Count > 0 && dossier.Allergies.FirstOrDefault(allergy => allergy.IsDenial) is { } denial
            ? [OpenQuestions.Ask(
                Denied,
                "",
                $"Are there allergies: “{denial.Substance}” is recorded beside {string.Join(", ", named.Select(allergy => $"“{allergy.Substance}”"))}?",
                denial.Sources.Concat(named.SelectMany(allergy => allergy.Sources)))]
            : [];
    }

    private static IEnumerable<ReportStatement> ValuesOf(Dossier dossier) =>
        from trend in dossier.Labs
        from moment in trend.Values.GroupBy(value => value.Time)
        let different = moment.DistinctBy(value => (value.Value, value.Value is null ? value.Text : null)).ToList()
        where different.Count > 1
        select OpenQuestions.Ask(
            Values,
            $"{trend.Key} {moment.Key.Text}",
            $"Which value of {trend.Name} is right for {Words.DayOf(moment.Key)}: {string.Join(" or ", different.Select(value => Words.Value(value, trend.Unit)))}?",
            different.Select(dossier.SourceOf)) with { Date = moment.Key };

    private static IEnumerable<ReportStatement> UnitsOf(Dossier dossier) =>
        from test in dossier.Labs.GroupBy(trend => trend.Test)
        where test.Count() > 1
        select OpenQuestions.Ask(
            Units,
            test.Key,
            $"{test.First().Name} is recorded in several units ({string.Join(", ", test.Select(trend => trend.Unit ?? "none"))}): are all of them the same test?",
            test.Select(trend => dossier.SourceOf(trend.Latest)));

    private static IEnumerable<ReportStatement> BeforeBirthOf(Dossier dossier) => dossier.Profile.DateOfBirth is not { } born
        ? []
        : from one in dossier.Confirmed
          where one.Content.OccurredAt is var time && (time.Precision == EventTimePrecision.Time ? time.Start : time.End.AddTicks(-1)).UtcDateTime.Date < born.ToDateTime(default)
          select OpenQuestions.Ask(
              BeforeBirth,
              one.Id,
              $"Which date is right: “{one.Content.Title}” is dated {Words.DayOf(one.Content.OccurredAt)}, before the date of birth {born:yyyy-MM-dd}?",
              [Statements.SourceOf(one), dossier.ProfileSource]) with { Date = one.Content.OccurredAt };
}
