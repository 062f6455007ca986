using MediAgents.Primitives;

namespace MediAgents.Grains.Documents;

/// <summary>
/// Asks for the events of a stored document to be proposed for the patient's timeline. Sent to an extraction
/// (<see cref="GrainKinds.ExtractionOf"/>); asked again it changes nothing.
/// </summary>
/// <param name="Scope">Who asks; the document is read and the proposals are made on their behalf.</param>
/// <param name="DocumentId">The document in the patient's store.</param>
/// <param name="Language">Language of a scan: <c>english hindi bengali tamil auto</c>; null reads English.</param>
public sealed record RequestExtraction(PatientScope Scope, string DocumentId, string? Language = null) : IGrainRequest<Hosting.Unit>, IRepeatable;

/// <summary>Waits for an extraction: progress, and last its outcome. Empty when there is no such extraction of that patient.</summary>
public sealed record FollowExtraction(PatientId Patient) : IResumableStream<ExtractionStep>
{
    /// <summary>Each step says how far it is on the whole, so the next reading may begin anywhere.</summary>
    public IResumableStream<ExtractionStep> After(ExtractionStep last) => this;
}

/// <summary>One of these: how far it is, or how it ended.</summary>
public sealed record ExtractionStep(ExtractionProgress? Progress = null, ExtractionOutcome? Outcome = null);

/// <summary>How far an extraction is.</summary>
/// <param name="Stage"><c>read</c>, then <c>extracted</c>.</param>
/// <param name="Done">Pages, or proposals.</param>
/// <param name="Total">Of how many.</param>
/// <param name="Note">The same in words.</param>
public sealed record ExtractionProgress(string Stage, int Done, int Total, string Note);

/// <summary>How an extraction ended: with proposals, perhaps none, or unreadable and why.</summary>
/// <param name="ExtractionId">Its id.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Proposals">All that the document proposes, in the order of its text; those that are in the timeline already among them.</param>
/// <param name="Added">How many of them are new in the timeline.</param>
/// <param name="Failure">Why it has none; null when the document was read.</param>
public sealed record ExtractionOutcome(
    string ExtractionId,
    string DocumentId,
    IReadOnlyList<ProposedEvent> Proposals,
    int Added,
    ExtractionFailure? Failure = null);

/// <summary>An event proposed for the timeline, in short; the whole of it is there under its id.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Type">As on the wire, e.g. <c>lab_result</c>.</param>
/// <param name="Title">In one line.</param>
/// <param name="OccurredAt">A year, a month or a day.</param>
/// <param name="Page">Where it was found, from 1.</param>
/// <param name="Confidence">How sure the reading is, 0 to 1.</param>
public sealed record ProposedEvent(string Id, string Type, string Title, string OccurredAt, int Page, double Confidence);

/// <summary>Why a document could not be read; the message names the limit or the damage, never the content.</summary>
/// <param name="Code">One of <see cref="ExtractionFailures"/>, or what is wrong with the document, e.g. <c>encrypted</c>.</param>
/// <param name="Message">For the sender.</param>
public sealed record ExtractionFailure(string Code, string Message);

/// <summary>The codes of failures that are not the document's fault.</summary>
public static class ExtractionFailures
{
    /// <summary>An error of the server.</summary>
    public const string Internal = "internal";

    /// <summary>The server went down each time the extraction was begun.</summary>
    public const string Crashed = "crashed";

    /// <summary>What reads PDFs or scans is not installed.</summary>
    public const string ToolMissing = "tool_missing";

    /// <summary>The patient's store has no such document.</summary>
    public const string Missing = "missing";
}

/// <summary>From an extraction to the patient's document analyst: it has read a document. Told again it changes nothing.</summary>
public sealed record RecordExtraction(PatientId Patient, ExtractionSummary Summary) : IGrainRequest<Hosting.Unit>, IRepeatable;

/// <summary>Asks the patient's document analyst for the extractions that it knows of, newest first.</summary>
public sealed record ListExtractions(PatientId Patient) : IGrainRequest<ExtractionList>, IRepeatable;

/// <summary>The newest extractions.</summary>
public sealed record ExtractionList(IReadOnlyList<ExtractionSummary> Extractions);

/// <summary>One extraction in a list.</summary>
/// <param name="ExtractionId">Its id.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Time">When it was asked for.</param>
/// <param name="Counts">How many events of each type the document proposes.</param>
public sealed record ExtractionSummary(string ExtractionId, string DocumentId, DateTimeOffset Time, IReadOnlyDictionary<string, int> Counts);
