using MediAgents.Records.Reports.Labs;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>Makes statements.</summary>
internal static class Statements
{
    private const int MostQuoted = 20;

    /// <param name="section">Where it stands.</param>
    /// <param name="about">What it is about, the same in every version.</param>
    /// <param name="text">What it says.</param>
    /// <param name="sources">At least one; the newest twenty are kept.</param>
    public static ReportStatement Make(ReportSection section, string about, string text, IEnumerable<StatementSource> sources) =>
        new($"st_{ReportInputs.ShortHashOf($"{section}", about)}", text, [.. sources.Distinct().TakeLast(MostQuoted)]);

    public static StatementSource SourceOf(TimelineEvent one) => new(
        SourceKind.Event,
        one.Id,
        one.Version,
        one.Content.Evidence is { } evidence ? new SourceQuote(evidence.DocumentId, evidence.Page, evidence.Quote) : null);

    public static StatementSource SourceOf(LabValue value) => new(SourceKind.Event, value.EventId, value.Version);

    public static StatementSource SourceOf(SpecialistOpinion opinion) => new(SourceKind.Run, opinion.RunId);

    public static StatementSource SourceOf(BillVerdict audit) => new(SourceKind.Audit, audit.AuditId);

    /// <summary>A section with as many of its statements as <paramref name="most"/>, one about each thing.</summary>
    public static ReportPart Part(ReportSection section, IEnumerable<ReportStatement> statements, int most)
    {
        var distinct = statements.DistinctBy(statement => statement.Id).ToList();
        return new ReportPart(section, [.. distinct.Take(most)], Math.Max(0, distinct.Count - most));
    }
}
