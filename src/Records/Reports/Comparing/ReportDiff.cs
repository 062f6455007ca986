using System.Text.Json;
using MediAgents.Primitives;

namespace MediAgents.Records.Reports.Comparing;

/// <summary>What is different between two versions of a report, section by section.</summary>
/// <param name="Sections">Every section, in reading order.</param>
public sealed record ReportDiff(IReadOnlyList<SectionDiff> Sections)
{
    /// <summary>
    /// Compares by what statements are about (their ids), not by lines of text: a statement that moved is unchanged, and one
    /// whose source got a new version is changed, also where its words stayed.
    /// </summary>
    public static ReportDiff Between(Report before, Report after) => new([.. Enum.GetValues<ReportSection>()
        .Select(section => Between(section, StatementsOf(before, section), StatementsOf(after, section)))]);

    private static SectionDiff Between(ReportSection section, Dictionary<string, ReportStatement> before, Dictionary<string, ReportStatement> after)
    {
        var stayed = after.Values.Where(statement => before.ContainsKey(statement.Id)).ToList();
        var changed = stayed.Where(statement => !Same(before[statement.Id], statement)).ToList();
        return new SectionDiff(
            section,
            Added: [.. after.Values.Where(statement => !before.ContainsKey(statement.Id))],
            Removed: [.. before.Values.Where(statement => !after.ContainsKey(statement.Id))],
            Changed: [.. changed.Select(statement => new ChangedStatement(before[statement.Id], statement))],
            Unchanged: stayed.Count - changed.Count);
    }

    private static Dictionary<string, ReportStatement> StatementsOf(Report report, ReportSection section) =>
        report[section].Statements.ToDictionary(statement => statement.Id, StringComparer.Ordinal);

    // Lists of records compare by reference; their JSON is what a reader sees.
    private static bool Same(ReportStatement one, ReportStatement other) => Json(one).AsSpan().SequenceEqual(Json(other));

    private static byte[] Json(ReportStatement statement) => JsonSerializer.SerializeToUtf8Bytes(statement, WireJson.Options);
}

/// <summary>What is different in one section.</summary>
/// <param name="Unchanged">How many statements are the same in both.</param>
public sealed record SectionDiff(
    ReportSection Section,
    IReadOnlyList<ReportStatement> Added,
    IReadOnlyList<ReportStatement> Removed,
    IReadOnlyList<ChangedStatement> Changed,
    int Unchanged);

/// <summary>A statement about the same thing that says something else, or rests on something else.</summary>
public sealed record ChangedStatement(ReportStatement Before, ReportStatement After);
