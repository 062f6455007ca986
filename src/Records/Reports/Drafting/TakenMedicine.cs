using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>A medicine as the profile and the timeline know it.</summary>
/// <param name="Key">The name without form, strength and frequency.</param>
/// <param name="Name">As last written.</param>
/// <param name="InProfile">As the patient says it is taken now; null when the profile has it not.</param>
/// <param name="Prescriptions">Medication events, oldest first.</param>
/// <param name="IsStopped">Whether the last prescription has ended, and the profile has it not.</param>
/// <param name="Sources">What it rests on.</param>
internal sealed record TakenMedicine(
    string Key,
    string Name,
    ProfileMedicine? InProfile,
    IReadOnlyList<TimelineEvent> Prescriptions,
    bool IsStopped,
    IReadOnlyList<StatementSource> Sources)
{
    public static IReadOnlyList<TakenMedicine> ListOf(
        PatientProfile profile, StatementSource profileSource, IReadOnlyList<TimelineEvent> confirmed, DateOnly asOf)
    {
        var now = profile.Medicines.DistinctBy(medicine => MedicineNames.Of(medicine.Name)).ToDictionary(medicine => MedicineNames.Of(medicine.Name), StringComparer.Ordinal);
        var prescribed = confirmed.Where(one => one.Content.Type == EventType.Medication).ToLookup(one => MedicineNames.Of(one.Content.Title), StringComparer.Ordinal);
        return [.. now.Keys.Union(prescribed.Select(group => group.Key), StringComparer.Ordinal)
            .Select(key => Make(key, now.GetValueOrDefault(key), [.. prescribed[key]], profileSource, asOf))
            .OrderBy(medicine => medicine.IsStopped).ThenBy(medicine => medicine.Key, StringComparer.Ordinal)];
    }

    private static TakenMedicine Make(
        string key, ProfileMedicine? inProfile, IReadOnlyList<TimelineEvent> prescriptions, StatementSource profileSource, DateOnly asOf) => new(
        key,
        inProfile?.Name ?? prescriptions[^1].Content.Title,
        inProfile,
        prescriptions,
        inProfile is null && prescriptions[^1].Content.EndedAt is { } end && DateOnly.FromDateTime(end.Start.UtcDateTime) <= asOf,
        [.. prescriptions.Select(Statements.SourceOf), .. inProfile is null ? Array.Empty<StatementSource>() : [profileSource]]);
}
