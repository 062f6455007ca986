using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Documents;

/// <summary>
/// Seals documents in parts of a megabyte: what is in memory is the content, its sealed form, and one part more. Each part
/// is bound to its document, its number and the number of parts.
/// </summary>
internal sealed class DocumentSeals(Sealer sealer)
{
    private const int PartSize = 1024 * 1024;

    /// <summary>The id of a document with this content: the same bytes of the same patient are one document.</summary>
    public DocumentId IdOf(PatientId owner, ReadOnlySpan<byte> content) =>
        DocumentIds.Of(sealer.Fingerprint(owner, "document", "content", content));

    public byte[]? SealName(PatientId owner, DocumentId id, string? fileName) =>
        fileName is null ? null : sealer.Seal(owner, "document", "file_name", Encoding.UTF8.GetBytes(fileName), id.Value);

    public string OpenName(PatientId owner, DocumentId id, ReadOnlySpan<byte> sealedName) =>
        Encoding.UTF8.GetString(sealer.Unseal(owner, "document", "file_name", sealedName, id.Value));

    public byte[][] SealParts(PatientId owner, DocumentId id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var parts = new byte[(content.Length + PartSize - 1) / PartSize][];
        for (var number = 0; number < parts.Length; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = number * PartSize;
            var part = content.Slice(start, Math.Min(PartSize, content.Length - start));
            parts[number] = sealer.Seal(owner, "document_part", "content", part.Span, RowOf(id, number, parts.Length));
        }

        return parts;
    }

    /// <summary>A document to open, its parts one after the other.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="id">The document.</param>
    /// <param name="size">Bytes, as stored beside it.</param>
    /// <param name="parts">Parts, as stored beside it.</param>
    /// <exception cref="SealBrokenException">There is no such size.</exception>
    public Opening Open(PatientId owner, DocumentId id, long size, int parts) => new(sealer, owner, id, size, parts);

    // Names the number of parts as well, so that none can be cut off unseen.
    private static string RowOf(DocumentId id, int number, int count) => $"{id}/{number}/{count}";

    /// <summary>A document being put together.</summary>
    internal sealed class Opening
    {
        private readonly Sealer sealer;
        private readonly PatientId owner;
        private readonly DocumentId id;
        private readonly int parts;
        private readonly byte[] content;
        private int written, number;

        public Opening(Sealer sealer, PatientId owner, DocumentId id, long size, int parts)
        {
            if (size is < 0 or > IDocumentStore.MaxBytes)
                throw new SealBrokenException("The size of a document was changed.");
            this.sealer = sealer;
            this.owner = owner;
            this.id = id;
            this.parts = parts;
            content = new byte[size];
        }

        /// <exception cref="SealBrokenException">It is not the next part.</exception>
        public void Add(ReadOnlySpan<byte> sealedPart)
        {
            if (sealedPart.Length - Sealer.Overhead > content.Length - written)
                throw new SealBrokenException("A document is longer than it was.");
            written += sealer.Unseal(owner, "document_part", "content", sealedPart, content.AsSpan(written), RowOf(id, number++, parts));
        }

        /// <exception cref="SealBrokenException">Something is missing.</exception>
        public byte[] Finish() =>
            number == parts && written == content.Length ? content : throw new SealBrokenException("Parts of a document are missing.");
    }
}
