namespace MediAgents.Records.Timeline;

/// <summary>What kind of thing happened; on the wire in snake_case.</summary>
public enum EventType
{
    /// <summary>A visit, an admission, a teleconsultation.</summary>
    Encounter,
    Diagnosis,
    Symptom,
    Medication,
    Procedure,
    LabResult,
    VitalSign,
    Imaging,
    Vaccination,
    Allergy,
    Bill,
    Appointment,
    Note,
    Other,
}

/// <summary>Where an event stands.</summary>
public enum EventStatus
{
    /// <summary>Part of the record.</summary>
    Confirmed,

    /// <summary>Found in a document; waits to be confirmed or rejected.</summary>
    Proposed,

    /// <summary>A proposal that was turned down; kept as history.</summary>
    Rejected,

    /// <summary>Deleted; kept as history.</summary>
    Deleted,
}

/// <summary>A code of a terminology, e.g. ICD-10-CM <c>I10</c>.</summary>
/// <param name="System">The terminology: <c>icd-10-cm</c>, <c>icd-10</c>, <c>loinc</c>, <c>snomed-ct</c>, <c>rxnorm</c>, <c>atc</c>, <c>cghs</c>, <c>other</c>.</param>
/// <param name="Value">The code, at most 64 characters.</param>
/// <param name="Display">What it means, at most 200 characters.</param>
public sealed record EventCode(string System, string Value, string? Display = null);

/// <summary>One measured value, e.g. of a blood test.</summary>
/// <param name="Name">What was measured, at most 100 characters.</param>
/// <param name="Value">The number; null where the result is words.</param>
/// <param name="Text">The result as printed, at most 200 characters.</param>
/// <param name="Unit">As printed, e.g. <c>mg/dL</c>; at most 32 characters.</param>
/// <param name="Low">Lower end of the reference range, in the same unit.</param>
/// <param name="High">Upper end of the reference range, in the same unit.</param>
/// <param name="Flag">How it stands to the range: <c>low</c>, <c>normal</c>, <c>high</c>, <c>abnormal</c>; null when not told.</param>
public sealed record Measurement(
    string Name,
    decimal? Value = null,
    string? Text = null,
    string? Unit = null,
    decimal? Low = null,
    decimal? High = null,
    string? Flag = null);

/// <summary>Where in a document an event was found.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Page">From 1; null for documents without pages.</param>
/// <param name="Quote">The words, verbatim, at most 1,000 characters.</param>
/// <param name="Start">Where the quote begins in the text of the page, in UTF-16 characters from 0.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Confidence">How sure the reading is, 0 to 1.</param>
public sealed record EventEvidence(string DocumentId, int? Page, string Quote, int Start, int End, double Confidence);

/// <summary>What an event says. All of it is sealed.</summary>
public sealed record EventContent
{
    public required EventType Type { get; init; }

    /// <summary>One line, 1 to 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>At most 4,000 characters.</summary>
    public string? Description { get; init; }

    public required EventTime OccurredAt { get; init; }

    /// <summary>When it was over; not before <see cref="OccurredAt"/>.</summary>
    public EventTime? EndedAt { get; init; }

    public EventCode? Code { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? BodyPart { get; init; }

    /// <summary>At most 60 characters, e.g. <c>cardiology</c>.</summary>
    public string? Specialty { get; init; }

    /// <summary><c>mild</c>, <c>moderate</c> or <c>severe</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>Who says so: a hospital, a doctor, the patient; at most 200 characters.</summary>
    public string? Source { get; init; }

    /// <summary>Where it was found, for events from documents.</summary>
    public EventEvidence? Evidence { get; init; }
}

/// <summary>An event of a patient's timeline in one of its versions.</summary>
/// <param name="Id"><c>e_</c> and a ULID.</param>
/// <param name="Version">1, 2, 3 ...; the ETag.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Content">What it says.</param>
/// <param name="CreatedAt">When version 1 was stored.</param>
/// <param name="ChangedAt">When this version was stored.</param>
/// <param name="ChangedBy">Who stored this version.</param>
/// <param name="Position">Grows with every stored version of the patient's events, in the order of commits.</param>
public sealed record TimelineEvent(
    string Id,
    int Version,
    EventStatus Status,
    EventContent Content,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    Primitives.Principal ChangedBy,
    long Position);
