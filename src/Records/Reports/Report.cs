using MediAgents.Records.Reports.Labs;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports;

/// <summary>The parts of a doctor report, in the order in which it is read.</summary>
public enum ReportSection
{
    Patient,

    /// <summary>Prose over the other sections, written by a model; empty without one.</summary>
    Summary,
    Recommendations,
    OpenQuestions,
    Problems,
    Allergies,
    Medicines,
    Labs,
    Timeline,
    Opinions,
    Bills,
}

/// <summary>A doctor report over a patient's record: statements, each with its sources, and nothing else.</summary>
/// <param name="Title">As asked for.</param>
/// <param name="Period">Which part of the record timeline, laboratory values, opinions and bills are taken from.</param>
/// <param name="AsOf">The day on which it looks at the record: that of drafting (UTC), or the end of the period if that is earlier.</param>
/// <param name="Parts">Every section, also the empty ones, in reading order; reports from before there were summaries have no such part.</param>
public sealed record Report(string Title, ReportPeriod Period, DateOnly AsOf, IReadOnlyList<ReportPart> Parts)
{
    public ReportPart this[ReportSection section] => Parts.FirstOrDefault(part => part.Section == section) ?? new ReportPart(section, []);
}

/// <summary>One section.</summary>
/// <param name="Section">Which.</param>
/// <param name="Statements">In reading order.</param>
/// <param name="LeftOut">How many more there would be; the section shows as many as a reader takes in.</param>
public sealed record ReportPart(ReportSection Section, IReadOnlyList<ReportStatement> Statements, int LeftOut = 0);

/// <summary>One statement.</summary>
/// <param name="Id">
/// <c>st_</c> and 12 hexadecimal digits, made from the section and what the statement is about, not from its words: the same
/// in every version that speaks about the same thing.
/// </param>
/// <param name="Text">One line.</param>
/// <param name="Sources">What it rests on; never empty.</param>
/// <param name="Date">When what it tells happened.</param>
/// <param name="Detail">More of the source's own words.</param>
/// <param name="Rule">The rule that justifies a recommendation or raises a question.</param>
/// <param name="Trend">The values behind a laboratory statement.</param>
/// <param name="RestsOn">The statements that a sentence of the summary was written over.</param>
public sealed record ReportStatement(
    string Id,
    string Text,
    IReadOnlyList<StatementSource> Sources,
    EventTime? Date = null,
    string? Detail = null,
    ReportRule? Rule = null,
    TestTrend? Trend = null,
    IReadOnlyList<string>? RestsOn = null);

/// <summary>A rule of the report.</summary>
/// <param name="Name">E.g. <c>lab_out_of_range</c>.</param>
/// <param name="Basis">What it rests on: what the record itself says, or a published document and its section.</param>
public sealed record ReportRule(string Name, string Basis);

/// <summary>What kind of thing a source is.</summary>
public enum SourceKind
{
    /// <summary>An event of the timeline.</summary>
    Event,

    /// <summary>The patient's profile; version 0 where none is stored.</summary>
    Profile,

    /// <summary>A run, in which a specialist gave an opinion.</summary>
    Run,

    /// <summary>The audit of a bill.</summary>
    Audit,
}

/// <summary>What a statement rests on.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id; <c>profile</c> for the profile.</param>
/// <param name="Version">Its version, where it has versions.</param>
/// <param name="Quote">The words of the document it was found in.</param>
public sealed record StatementSource(SourceKind Kind, string Id, int? Version = null, SourceQuote? Quote = null);

/// <summary>Words of a document, verbatim.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Page">From 1; null for documents without pages.</param>
/// <param name="Text">The words.</param>
public sealed record SourceQuote(string DocumentId, int? Page, string Text);

/// <summary>A period of the record; both ends included, as exactly as they are written. Null is open.</summary>
public sealed record ReportPeriod(EventTime? From = null, EventTime? To = null)
{
    /// <summary>The first moment after the period; null when it is open.</summary>
    public DateTimeOffset? Until() => To is { } to ? to.Precision == EventTimePrecision.Time ? to.Start.AddTicks(1) : to.End : null;

    public bool Contains(EventTime time) => Contains(time.Start);

    public bool Contains(DateTimeOffset time) => !(time < From?.Start) && !(time >= Until());
}
