using MediAgents.Primitives;

namespace MediAgents.Records.Documents;

/// <summary>The identity of a stored document: <c>d_</c> and 26 characters of Crockford's base 32, lower case.</summary>
public readonly record struct DocumentId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A document as it was handed in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">The bytes.</param>
/// <param name="MediaType">What they are, e.g. <c>application/pdf</c>; as first stored.</param>
/// <param name="FileName">The name the patient gave it, if any; as first stored.</param>
/// <param name="StoredAt">When it was first stored.</param>
public sealed record StoredDocument(
    DocumentId Id,
    ReadOnlyMemory<byte> Content,
    string MediaType,
    string? FileName,
    DateTimeOffset StoredAt);

/// <summary>A document without its content.</summary>
/// <param name="Id">Its id.</param>
/// <param name="MediaType">As first stored.</param>
/// <param name="FileName">As first stored.</param>
/// <param name="Size">Bytes.</param>
/// <param name="StoredAt">When it was first stored.</param>
public sealed record DocumentListing(DocumentId Id, string MediaType, string? FileName, long Size, DateTimeOffset StoredAt);

/// <summary>
/// Documents of patients, sealed for their owner, file name included. Documents never change. Each call appends to the
/// audit trail in its own transaction, also when it finds nothing.
/// </summary>
public interface IDocumentStore
{
    /// <summary>The largest document, in bytes. What the gateway accepts (<c>MAX_FILE_SIZE_MB</c>) lies below.</summary>
    const int MaxBytes = 128 * 1024 * 1024;

    /// <summary>
    /// Stores a document; durable when this returns. The same bytes of the same patient are one document, stored once.
    /// </summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxBytes"/>, or no media type.</exception>
    ValueTask<DocumentId> PutAsync(
        PatientScope scope,
        ReadOnlyMemory<byte> content,
        string mediaType,
        string? fileName,
        CancellationToken cancellationToken = default);

    /// <summary>Null when there is no such document or it is another patient's.</summary>
    /// <exception cref="Sealing.SealBrokenException">What is stored was changed, or its key is gone.</exception>
    ValueTask<StoredDocument?> GetAsync(PatientScope scope, DocumentId id, CancellationToken cancellationToken = default);

    /// <summary>The patient's documents without their content, oldest first.</summary>
    ValueTask<IReadOnlyList<DocumentListing>> ListAsync(PatientScope scope, CancellationToken cancellationToken = default);
}
