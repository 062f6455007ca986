using System.Text.Json;
using MediAgents.Grains.Agents;
using MediAgents.Primitives;

namespace MediAgents.Grains.Bills;

/// <summary>A stored bill and what is known about it. Names and words as in the options of <c>POST /analyze</c>.</summary>
/// <param name="DocumentId">The document in the patient's store.</param>
/// <param name="Context">What the sender says of the bill; unknown parts are absent.</param>
public sealed record BillDocument(string DocumentId, BillContext Context);

/// <summary>What the sender says of a bill. Absent is unknown, and never guessed in the hospital's disfavour.</summary>
public sealed record BillContext(
    string? InsuranceType = null,
    string? CityTier = null,
    bool? Nabh = null,
    bool? SuperSpeciality = null,
    string? Ward = null,
    DateOnly? ServiceDate = null,
    string? Language = null,
    decimal? RoomRentLimitInr = null);

/// <summary>Asks an audit (<see cref="GrainKinds.AuditOf"/>) to be done. Asked again it changes nothing.</summary>
public sealed record RequestAudit(PatientScope Scope, BillDocument Bill) : IGrainRequest<Hosting.Unit>, IRepeatable;

/// <summary>Waits for an audit: progress, and last its result. Empty when there is no such audit of that patient.</summary>
public sealed record FollowAudit(PatientId Patient) : IResumableStream<AuditStep>
{
    /// <summary>Each step says how far it is on the whole, so the next reading may begin anywhere.</summary>
    public IResumableStream<AuditStep> After(AuditStep last) => this;
}

/// <summary>One of these: how far it is, or how it ended.</summary>
public sealed record AuditStep(AuditProgress? Progress = null, AuditOutcome? Outcome = null);

/// <summary>How far an audit is.</summary>
public sealed record AuditProgress(string Stage, int Done, int Total, string Note);

/// <summary>
/// How an audit ended: with a result (JSON as published, requirements B8) or unreadable and why; the auditor's opinion says either in words.
/// </summary>
public sealed record AuditOutcome(string AuditId, JsonElement? Result, Opinion Opinion, AuditFailure? Failure);

/// <summary>Why a document could not be audited; the message names the limit or the damage, never the content.</summary>
/// <param name="Code">One of <see cref="AuditFailures"/>, or what is wrong with the document, e.g. <c>encrypted</c>.</param>
/// <param name="Message">For the sender.</param>
public sealed record AuditFailure(string Code, string Message);

/// <summary>The codes of failures that are not the document's fault.</summary>
public static class AuditFailures
{
    /// <summary>An error of the server.</summary>
    public const string Internal = "internal";

    /// <summary>The server went down each time the audit was begun.</summary>
    public const string Crashed = "crashed";

    /// <summary>What reads PDFs or scans is not installed.</summary>
    public const string ToolMissing = "tool_missing";

    /// <summary>The document is not in the patient's store.</summary>
    public const string Missing = "missing";
}

/// <summary>From an audit to the patient's bill auditor: it has a result. Told again it changes nothing.</summary>
public sealed record RecordAudit(PatientId Patient, AuditSummary Summary) : IGrainRequest<Hosting.Unit>, IRepeatable;

/// <summary>Asks the patient's bill auditor for the audits with a result, newest first.</summary>
public sealed record ListAudits(PatientId Patient) : IGrainRequest<AuditList>, IRepeatable;

/// <summary>The newest audits.</summary>
public sealed record AuditList(IReadOnlyList<AuditSummary> Audits);

/// <summary>One audit in a list; the time is when it was asked for, money is in INR.</summary>
public sealed record AuditSummary(string AuditId, string DocumentId, DateTimeOffset Time, string Verdict, decimal ClaimedInr, decimal DisputedInr, string Headline);

/// <summary>Audit ids.</summary>
public static class AuditIds
{
    public const string Prefix = "a_";

    /// <summary>The audit that a run asks for: always the same, so that a woken run finds it again.</summary>
    public static string OfRun(string runId) => Prefix + runId[(runId.IndexOf('_') + 1)..];
}
