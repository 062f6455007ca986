namespace MediAgents.Gateway.Documents;

/// <summary>
/// Body of <c>POST /timeline/extract</c>: a new document, or one that is stored already. A multipart form carries <c>user_id</c>
/// and <c>language</c>, with the file as <c>file</c>.
/// </summary>
public sealed record ExtractionRequest
{
    public string? UserId { get; init; }

    /// <summary>The document in base64: PDF, PNG, JPEG, TIFF or text. Either this or <see cref="DocumentId"/>.</summary>
    public string? FileContent { get; init; }

    public string? FileName { get; init; }

    /// <summary>A document of the same user, as an earlier answer named it.</summary>
    public string? DocumentId { get; init; }

    /// <summary>Language of a scan: <c>english hindi bengali tamil auto</c>.</summary>
    public string? Language { get; init; }
}

/// <summary>An extraction that is not done yet; ask <c>GET /timeline/extract/{extraction_id}</c>.</summary>
/// <param name="ExtractionId">Its id.</param>
/// <param name="Progress">How far it is, as last heard.</param>
public sealed record ExtractionPending(string ExtractionId, Grains.Documents.ExtractionProgress? Progress);

/// <summary>An extraction that is done. The proposals wait in the timeline to be confirmed or rejected.</summary>
/// <param name="ExtractionId">Its id.</param>
/// <param name="DocumentId">The document, for asking again without sending it.</param>
/// <param name="Proposals">All that the document proposes, in the order of its text.</param>
/// <param name="Added">How many of them were new.</param>
/// <param name="Counts">How many there are of each type.</param>
public sealed record ExtractionReply(
    string ExtractionId,
    string DocumentId,
    IReadOnlyList<Grains.Documents.ProposedEvent> Proposals,
    int Added,
    IReadOnlyDictionary<string, int> Counts);
