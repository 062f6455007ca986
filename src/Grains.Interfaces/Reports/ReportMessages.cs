using System.Text.Json;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Grains.Reports;

/// <summary>What a report is to be about.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="From">The first time that counts, as an event's time is written; null: from the beginning.</param>
/// <param name="To">The last time that counts, included; null: to the end.</param>
public sealed record ReportSubject(string Title, string? From = null, string? To = null);

/// <summary>
/// Opens a report (<see cref="GrainKinds.ReportOf"/>) and has its first version drafted. Asked again with the same ids it
/// changes nothing.
/// </summary>
public sealed record OpenReport(PatientScope Scope, string DraftingId, ReportSubject Subject) : IGrainRequest<Accepted>, IRepeatable;

/// <summary>Has an open report drafted anew. Asked again with the same id it changes nothing.</summary>
public sealed record DraftAgain(PatientScope Scope, string DraftingId) : IGrainRequest<Accepted>, IRepeatable;

/// <summary>Whether a drafting was taken.</summary>
public enum Acceptance
{
    Accepted,

    /// <summary>There is no such report of that patient.</summary>
    Missing,

    /// <summary>Too many draftings of the report wait, or it has as many versions as it may have.</summary>
    Full,
}

public sealed record Accepted(Acceptance Acceptance);

/// <summary>Waits for the end of a drafting: one item. Empty when there is no such drafting of that patient.</summary>
public sealed record FollowDrafting(PatientId Patient, string DraftingId) : IGrainStreamRequest<DraftingEnded>;

/// <summary>How a drafting ended.</summary>
/// <param name="DraftingId">Which.</param>
/// <param name="Version">The version it made, or the one that it found still true; null when it failed.</param>
/// <param name="Unchanged">No new version: the newest says what a new one would say, from the same inputs.</param>
/// <param name="Failure">Why there is no version.</param>
public sealed record DraftingEnded(string DraftingId, int? Version, bool Unchanged = false, DraftingFailure? Failure = null);

/// <param name="Code">One of <see cref="DraftingFailures"/>.</param>
/// <param name="Message">For the sender.</param>
public sealed record DraftingFailure(string Code, string Message);

/// <summary>The codes of draftings that failed.</summary>
public static class DraftingFailures
{
    /// <summary>An error of the server.</summary>
    public const string Internal = "internal";

    /// <summary>The server went down each time the drafting was begun.</summary>
    public const string Crashed = "crashed";
}

/// <summary>What is known of a report; null when there is none of that patient.</summary>
public sealed record DescribeReport(PatientId Patient) : IGrainRequest<Lookup<ReportDescription>>, IRepeatable;

/// <summary>A report in a list.</summary>
/// <param name="ReportId"><c>rep_</c> and a ULID.</param>
/// <param name="Title">As asked for.</param>
/// <param name="From">The first time that counts.</param>
/// <param name="To">The last time that counts.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="Drafting">Whether a version is being drafted.</param>
/// <param name="Versions">How many there are.</param>
/// <param name="Latest">The newest.</param>
public sealed record ReportDescription(
    string ReportId,
    string Title,
    string? From,
    string? To,
    DateTimeOffset CreatedAt,
    bool Drafting,
    int Versions,
    VersionSummary? Latest);

/// <summary>The versions of a report, newest first.</summary>
public sealed record ListVersions(PatientId Patient) : IGrainRequest<Lookup<VersionList>>, IRepeatable;

/// <summary>Newest first.</summary>
public sealed record VersionList(IReadOnlyList<VersionSummary> Versions);

/// <summary>How a version came about.</summary>
/// <param name="Number">1, 2, 3 ...</param>
/// <param name="Time">When it was drafted.</param>
/// <param name="Model">The model; <c>extractive</c> without one.</param>
/// <param name="Prompt">The version of the report writer's prompt: the first 12 hexadecimal digits of its hash.</param>
/// <param name="PromptHash">SHA-256 of the prompt, lower-case hexadecimal.</param>
/// <param name="InputsHash">SHA-256 over the ids and versions of all that was read, lower-case hexadecimal.</param>
/// <param name="ContentHash">SHA-256 of the report without what a model wrote, lower-case hexadecimal.</param>
/// <param name="Language">The language it is written in.</param>
/// <param name="Statements">How many statements it makes.</param>
/// <param name="Note">What the reader should know of how it came about, as a sentence; null for nothing.</param>
/// <param name="Usage">What a model took for it; null without one, or where its server does not tell.</param>
public sealed record VersionSummary(
    int Number,
    DateTimeOffset Time,
    string Model,
    string Prompt,
    string PromptHash,
    string InputsHash,
    string ContentHash,
    string Language,
    int Statements,
    string? Note = null,
    ModelUsage? Usage = null)
{
    /// <summary>Drafted from the same inputs, and the same follows from them by rule.</summary>
    public bool SaysTheSameAs(VersionSummary other) => InputsHash == other.InputsHash && ContentHash == other.ContentHash;
}

/// <summary>One version; the newest when no number is given. Null when there is no such version of that patient.</summary>
public sealed record ReadVersion(PatientId Patient, int? Number = null) : IGrainRequest<Lookup<ReportVersion>>, IRepeatable;

/// <summary>One version.</summary>
/// <param name="Summary">How it came about.</param>
/// <param name="Inputs">Ids and versions of all that was read (<c>MediAgents.Records.Reports.ReportInputs</c>).</param>
/// <param name="Report">The report (<c>MediAgents.Records.Reports.Report</c>).</param>
public sealed record ReportVersion(VersionSummary Summary, JsonElement Inputs, JsonElement Report);

/// <summary>
/// Asks a patient's report writer for a draft: one item. Reads only. Where <paramref name="Newest"/>, the version before it, says
/// the same already, no model is asked.
/// </summary>
public sealed record WriteDraft(PatientScope Scope, ReportSubject Subject, VersionSummary? Newest = null) : IGrainStreamRequest<WrittenDraft>;

/// <summary>A draft; its summary has the number 0.</summary>
public sealed record WrittenDraft(ReportVersion Version);

/// <summary>Asks a patient's report writer what a report says to a question: one item, none when there is no such version. Reads only.</summary>
/// <param name="Patient">Whose report it is.</param>
/// <param name="ReportId">The report.</param>
/// <param name="Version">Which version; null for the newest.</param>
/// <param name="Question">The question.</param>
/// <param name="Principal">Who asks; null from a gateway that does not say: then statements are quoted.</param>
public sealed record AskReport(PatientId Patient, string ReportId, int? Version, string Question, Principal? Principal = null) : IGrainStreamRequest<AnsweredReport>;

/// <param name="Version">The version that was asked.</param>
/// <param name="Answer">What it says (<c>MediAgents.Records.Reports.Asking.ReportAnswer</c>).</param>
/// <param name="Usage">What a model took for it; null without one, or where its server does not tell.</param>
public sealed record AnsweredReport(int Version, JsonElement Answer, ModelUsage? Usage = null);
