using MediAgents.Records.Reports.Drafting;

namespace MediAgents.Records.Reports.Recommending;

/// <summary>A medicine that is not stopped bears the name of an allergy, or belongs to the same class as its substance.</summary>
internal static class AllergyMeetsMedicine
{
    private const string Name = "allergy_meets_medicine";

    private static readonly ReportRule BySubstance = new(Name, "The allergy and the medicine in the record name the same substance.");

    public static IEnumerable<ReportStatement> Of(Dossier dossier) =>
        from allergy in dossier.Allergies
        where !allergy.IsDenial
        from medicine in dossier.Medicines
        where !medicine.IsStopped
        let rule = RuleFor(allergy.Key, medicine.Key)
        where rule is not null
        select Statements.Make(
            ReportSection.Recommendations,
            $"{Name} {allergy.Key} {medicine.Key}",
            $"Check {medicine.Name} against the recorded allergy “{allergy.Substance}”{(rule == BySubstance ? "" : " (same class)")}.",
            allergy.Sources.Concat(medicine.Sources)) with { Rule = rule };

    private static ReportRule? RuleFor(string allergy, string medicine)
    {
        var (allergens, parts) = (SubstanceClass.WordsOf(allergy), SubstanceClass.WordsOf(medicine));
        if (allergens.Overlaps(parts))
            return BySubstance;
        return SubstanceClass.All.FirstOrDefault(one => one.Names.Overlaps(allergens) && one.Names.Overlaps(parts)) is { } both
            ? new ReportRule(Name, $"Both are {both.Title}; class by the ATC classification of the WHO Collaborating Centre for Drug Statistics Methodology.")
            : null;
    }
}
