using MediAgents.Gateway.Bills;

namespace MediAgents.Gateway.Chat;

/// <summary>Body of <c>POST /chat/</c>.</summary>
public sealed record ChatRequest
{
    public string? UserId { get; init; }

    /// <summary>The question, at most MAX_QUERY_LENGTH characters.</summary>
    public string? Message { get; init; }

    /// <summary>An existing session; absent begins a new one.</summary>
    public string? SessionId { get; init; }

    /// <summary>True answers <c>text/event-stream</c>, false (default) one JSON reply.</summary>
    public bool Stream { get; init; }

    /// <summary>False has one agent answer alone; absent: as the setting COUNCIL says.</summary>
    public bool? Council { get; init; }

    /// <summary>A hospital bill to audit along with the question.</summary>
    public BillAttachment? Attachment { get; init; }
}

/// <summary>A bill attached to a message.</summary>
public sealed record BillAttachment : BillFields
{
    /// <summary>The bill in base64: PDF, PNG, JPEG, TIFF, text or CSV.</summary>
    public string? FileContent { get; init; }

    public string? FileName { get; init; }
}

/// <summary>Body of <c>POST /chat/run</c>: the same run with the caller's own retrieval limits.</summary>
public sealed record ChatRunRequest
{
    public string? UserId { get; init; }

    /// <summary>The question, at most MAX_QUERY_LENGTH characters.</summary>
    public string? Query { get; init; }

    public string? SessionId { get; init; }

    /// <summary>Passages at most, 1..50.</summary>
    public int? TopK { get; init; }

    /// <summary>Least calibrated relevance of a passage, 0..1.</summary>
    public double? SimilarityThreshold { get; init; }

    /// <summary>False has one agent answer alone; absent: as the setting COUNCIL says.</summary>
    public bool? Council { get; init; }

    /// <summary>True answers <c>text/event-stream</c>, false (default) one JSON reply.</summary>
    public bool Stream { get; init; }
}
