using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;

namespace MediAgents.Clinical.Extraction.Labs;

/// <summary>What stands behind the name of an analyte.</summary>
/// <param name="Text">The result as printed.</param>
/// <param name="Value">The number, if it is one.</param>
/// <param name="End">Where it all ends.</param>
internal sealed record ResultCells(string Text, decimal? Value, int End)
{
    public string? Unit { get; init; }

    public decimal? Low { get; init; }

    public decimal? High { get; init; }

    public string? PrintedFlag { get; init; }

    public bool HasRange => Low is not null || High is not null;

    /// <summary>As printed, else by the range.</summary>
    public string? Flag => PrintedFlag
        ?? (Value is not { } value || !HasRange ? null : value < Low ? "low" : value > High ? "high" : "normal");
}

/// <summary>One result of a line.</summary>
internal sealed record LabResult(TextLine Line, int Start, ExtractedMeasurement Measurement, string Panel, EventDate When, int End, double Confidence)
{
    public PageSpan Span => Line.Span(Start, End);
}
