using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>A problem of the problem list: diagnoses of one code or one name, and the profile's condition of that name.</summary>
/// <param name="Key">What makes two entries one problem.</param>
/// <param name="Name">As last written.</param>
/// <param name="Diagnoses">Oldest first; empty when only the profile has it.</param>
/// <param name="InProfile">Whether the patient names it as standing.</param>
/// <param name="IsOver">Whether the last diagnosis has an end that has passed, and the profile does not name it.</param>
internal sealed record Problem(string Key, string Name, IReadOnlyList<TimelineEvent> Diagnoses, bool InProfile, bool IsOver)
{
    public EventCode? Code => Diagnoses.LastOrDefault(one => one.Content.Code is not null)?.Content.Code;

    /// <summary>Whether the name has one of these phrases, or a code one of these prefixes.</summary>
    public bool IsOneOf(IReadOnlyList<string> phrases, IReadOnlyList<string> codes) =>
        phrases.Any(phrase => $" {LabNames.Fold(Name)} ".Contains($" {phrase} ", StringComparison.Ordinal))
        || Code is { } code && code.System.StartsWith("icd-10", StringComparison.Ordinal)
            && codes.Any(prefix => code.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that stand first, then those that are over, each in the order of their names.</summary>
    public static IReadOnlyList<Problem> ListOf(PatientProfile profile, IReadOnlyList<TimelineEvent> confirmed, DateOnly asOf)
    {
        var diagnoses = confirmed.Where(one => one.Content.Type == EventType.Diagnosis).ToList();
        var codeOfName = diagnoses
            .Where(one => one.Content.Code is not null)
            .GroupBy(one => LabNames.Fold(one.Content.Title))
            .ToDictionary(group => group.Key, group => OfCode(group.Last().Content.Code!), StringComparer.Ordinal);
        var byKey = diagnoses.ToLookup(one => one.Content.Code is { } code ? OfCode(code) : OfName(one.Content.Title), StringComparer.Ordinal);
        var ofProfile = profile.Conditions.DistinctBy(OfName).ToDictionary(OfName, StringComparer.Ordinal);
        return [.. byKey.Select(group => group.Key).Union(ofProfile.Keys, StringComparer.Ordinal)
            .Select(key => Make(key, [.. byKey[key]], ofProfile.GetValueOrDefault(key), asOf))
            .OrderBy(problem => problem.IsOver)
            .ThenBy(problem => problem.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(problem => problem.Key, StringComparer.Ordinal)];

        // A name that once came with a code is that code's problem.
        string OfName(string name) => codeOfName.GetValueOrDefault(LabNames.Fold(name)) ?? LabNames.Fold(name);
    }

    private static string OfCode(EventCode code) => $"{code.System}|{code.Value}".ToLowerInvariant();

    private static Problem Make(string key, IReadOnlyList<TimelineEvent> diagnoses, string? named, DateOnly asOf)
    {
        var isOver = named is null && diagnoses[^1].Content.EndedAt is { } end && DateOnly.FromDateTime(end.Start.UtcDateTime) <= asOf;
        return new Problem(key, diagnoses.Count > 0 ? diagnoses[^1].Content.Title : named!, diagnoses, named is not null, isOver);
    }
}
