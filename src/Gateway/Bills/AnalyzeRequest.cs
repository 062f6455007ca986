namespace MediAgents.Gateway.Bills;

/// <summary>Body of <c>POST /analyze</c>; a multipart form carries the same names, with the file as <c>file</c>.</summary>
public sealed record AnalyzeRequest : BillFields
{
    /// <summary>The bill in base64: PDF, PNG, JPEG, TIFF, text or CSV.</summary>
    public string? FileContent { get; init; }

    /// <summary>The sender's own id for the document; echoed, at most 200 characters.</summary>
    public string? DocId { get; init; }

    public string? UserId { get; init; }

    public string? FileName { get; init; }
}
