using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>An allergy as the profile and the timeline know it, or the statement that there are none.</summary>
/// <param name="Key">The substance without the words around it; empty for "no known allergies".</param>
/// <param name="Substance">As last written.</param>
/// <param name="Reaction">As told.</param>
/// <param name="Severity">As told.</param>
/// <param name="Since">When it was first recorded.</param>
/// <param name="Sources">What it rests on.</param>
internal sealed record KnownAllergy(
    string Key, string Substance, string? Reaction, string? Severity, EventTime? Since, IReadOnlyList<StatementSource> Sources)
{
    private static readonly HashSet<string> AroundTheSubstance = new(StringComparer.Ordinal)
    {
        "allergy", "allergies", "allergic", "hypersensitivity", "reaction", "intolerance", "to", "drug", "drugs", "known", "history", "of", "the", "medicine", "food",
    };

    private static readonly HashSet<string> Denials = new(StringComparer.Ordinal)
    {
        "no known allergies", "no known allergy", "no known drug allergies", "no known drug allergy", "no allergies", "no allergy", "nkda", "nka", "nil", "none",
    };

    /// <summary>Says that there are none.</summary>
    public bool IsDenial => Key.Length == 0;

    /// <summary>By substance; a denial first.</summary>
    public static IReadOnlyList<KnownAllergy> ListOf(PatientProfile profile, StatementSource profileSource, IReadOnlyList<TimelineEvent> confirmed)
    {
        var told = profile.Allergies.ToLookup(allergy => KeyOf(allergy.Substance), StringComparer.Ordinal);
        var recorded = confirmed.Where(one => one.Content.Type == EventType.Allergy).ToLookup(one => KeyOf(one.Content.Title), StringComparer.Ordinal);
        return [.. told.Select(group => group.Key).Union(recorded.Select(group => group.Key), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(key => Make(key, told[key].LastOrDefault(), [.. recorded[key]], profileSource))];
    }

    private static KnownAllergy Make(string key, ProfileAllergy? told, IReadOnlyList<TimelineEvent> recorded, StatementSource profileSource) => new(
        key,
        told?.Substance ?? recorded[^1].Content.Title,
        told?.Reaction ?? (recorded.Count > 0 ? recorded[^1].Content.Description : null),
        recorded.LastOrDefault(one => one.Content.Severity is not null)?.Content.Severity,
        recorded.Count > 0 ? recorded[0].Content.OccurredAt : null,
        [.. recorded.Select(Statements.SourceOf), .. told is null ? Array.Empty<StatementSource>() : [profileSource]]);

    private static string KeyOf(string written)
    {
        var folded = LabNames.Fold(written);
        if (Denials.Contains(folded))
            return "";
        var words = folded.Split(' ').Where(word => !AroundTheSubstance.Contains(word)).ToList();
        return words.Count > 0 ? string.Join(' ', words) : folded;
    }
}
