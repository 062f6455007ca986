using MediAgents.Records.Reports.Drafting;

namespace MediAgents.Records.Reports.Questioning;

/// <summary>What a doctor asks first and the record does not say.</summary>
internal static class MissingBasics
{
    private static readonly ReportRule Rule = new("missing_basics", "The record has no entry, which is no statement that there is nothing.");

    public static IEnumerable<ReportStatement> Of(Dossier dossier)
    {
        (string About, bool IsThere, string Question)[] basics =
        [
            ("date of birth", dossier.Profile.DateOfBirth is not null, "How old is the patient? No date of birth is recorded."),
            ("sex", dossier.Profile.Sex is not (null or "unknown"), "What is the patient's sex? It is not recorded."),
            ("allergies", dossier.Allergies.Count > 0, "Are there allergies? None is recorded, nor that there are none."),
            ("medicines", dossier.Medicines.Count > 0, "Which medicines are taken? None is recorded."),
            ("problems", dossier.Problems.Count > 0, "Are there standing problems? None is recorded."),
        ];
        return basics.Where(basic => !basic.IsThere).Select(basic => OpenQuestions.Ask(Rule, basic.About, basic.Question, [dossier.ProfileSource]));
    }
}
