using MediAgents.Primitives;

namespace MediAgents.Grains.DocumentAnalyst;

/// <summary>What an extraction was asked for and how often it was begun. How it goes and ends stands in the journal.</summary>
public sealed record ExtractionState
{
    /// <summary>Who asked for it; the document is read on their behalf.</summary>
    public Principal Principal { get; init; }

    /// <summary>The document to read; null for an extraction nobody asked for.</summary>
    public string? DocumentId { get; init; }

    /// <summary>Language of a scan.</summary>
    public string? Language { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>How often it was begun; more than once after crashes.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether the last entry of the journal is the outcome.</summary>
    public bool HasEnded { get; init; }
}
