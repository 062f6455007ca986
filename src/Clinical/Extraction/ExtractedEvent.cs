using MediAgents.Clinical.Extraction.Dates;

namespace MediAgents.Clinical.Extraction;

/// <summary>What kind of event a document tells of.</summary>
public enum ExtractedEventType
{
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
}

/// <summary>One measured value of a result.</summary>
/// <param name="Name">The usual name of what was measured, so that results of different laboratories meet; as printed where it is not known. At most 100 characters.</param>
/// <param name="Text">The result as printed, at most 200 characters.</param>
/// <param name="Value">The number; null where the result is words or a span such as <c>8-10</c>.</param>
/// <param name="Unit">As printed, at most 32 characters.</param>
/// <param name="Low">Lower end of the printed reference range.</param>
/// <param name="High">Upper end of the printed reference range.</param>
/// <param name="Flag"><c>low</c>, <c>normal</c>, <c>high</c> or <c>abnormal</c>: as printed, else by the printed range; null when neither tells.</param>
public sealed record ExtractedMeasurement(
    string Name,
    string Text,
    decimal? Value = null,
    string? Unit = null,
    decimal? Low = null,
    decimal? High = null,
    string? Flag = null);

/// <summary>Where it stands: <c>pages[Page - 1].Substring(Start, End - Start) == Quote</c>.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Quote">Verbatim, 1 to 1,000 characters.</param>
/// <param name="Start">In UTF-16 characters from 0.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Confidence">
/// By rule, 0 to 1: how much the form of the text leaves to doubt, not a calibrated probability. What stands under a heading of its
/// own or in a row with unit and range is surest; what is read from prose, or dated by the document only, is less so.
/// </param>
public sealed record ExtractedEvidence(int Page, string Quote, int Start, int End, double Confidence);

/// <summary>An event read in a document.</summary>
public sealed record ExtractedEvent
{
    public required ExtractedEventType Type { get; init; }

    /// <summary>One line, 1 to 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Details as printed, at most 4,000 characters.</summary>
    public string? Description { get; init; }

    public required PartialDate Date { get; init; }

    /// <summary>When it was over; never before <see cref="Date"/>.</summary>
    public PartialDate? Ended { get; init; }

    /// <summary>Whether the text dates it; otherwise it has the document's date.</summary>
    public bool DateStated { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<ExtractedMeasurement> Measurements { get; init; } = [];

    public required ExtractedEvidence Evidence { get; init; }
}
