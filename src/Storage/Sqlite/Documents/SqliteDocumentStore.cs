using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Documents;
using MediAgents.Storage.Sqlite.AuditTrail;

namespace MediAgents.Storage.Sqlite.Documents;

/// <summary>
/// Documents in SQLite, sealed in parts of a megabyte: what is in memory is the content, its sealed form, and one part more.
/// </summary>
public sealed class SqliteDocumentStore(SqliteDatabase database, Sealer sealer, TrailWriter trail, TimeProvider time) : IDocumentStore
{
    private const int PartSize = 1024 * 1024;

    private static readonly string InsertDocument = SqlFiles.Read("Documents/insert_document.sql");
    private static readonly string InsertPart = SqlFiles.Read("Documents/insert_part.sql");
    private static readonly string ReadDocument = SqlFiles.Read("Documents/read_document.sql");
    private static readonly string ListDocuments = SqlFiles.Read("Documents/list_documents.sql");
    private static readonly string ReadParts = SqlFiles.Read("Documents/read_parts.sql");

    /// <inheritdoc />
    public async ValueTask<DocumentId> PutAsync(
        PatientScope scope,
        ReadOnlyMemory<byte> content,
        string mediaType,
        string? fileName,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mediaType);
        if (content.Length > IDocumentStore.MaxBytes)
            throw new ArgumentException($"A document has at most {IDocumentStore.MaxBytes} bytes.", nameof(content));

        var owner = scope.Patient;
        var id = DocumentIds.Of(sealer.Fingerprint(owner, "document", "content", content.Span));
        var access = Access.By(scope, "document.store", id.Value);
        if (await database.ReadAsync(session => Exists(session, owner, id), cancellationToken))
        {
            await database.WriteAsync(session => Note(session, access), cancellationToken);
            return id;
        }

        var sealedName = fileName is null ? null : sealer.Seal(owner, "document", "file_name", Encoding.UTF8.GetBytes(fileName), id.Value);
        var parts = SealParts(owner, id, content, cancellationToken);
        var storedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        await database.WriteAsync(
            session =>
            {
                using var document = session.Statement(InsertDocument);
                document.Bind(1, owner.Hash);
                document.Bind(2, id.Value);
                document.Bind(3, mediaType);
                if (sealedName is not null)
                    document.Bind(4, sealedName);
                document.Bind(5, content.Length);
                document.Bind(6, parts.Length);
                document.Bind(7, storedAt);
                var inserted = document.Step();
                if (inserted)
                    WriteParts(session, document.Number(0), parts);
                return Note(session, access);
            },
            cancellationToken);
        return id;
    }

    /// <inheritdoc />
    public async ValueTask<StoredDocument?> GetAsync(PatientScope scope, DocumentId id, CancellationToken cancellationToken = default)
    {
        // Whole documents are too much for the writer's thread: they are read beside it, and given out once that is noted.
        var document = await ReadAsync(scope.Patient, id, cancellationToken);
        var outcome = document is null ? AccessOutcome.NotFound : AccessOutcome.Ok;
        await database.WriteAsync(session => Note(session, Access.By(scope, "document.read", id.Value, outcome)), cancellationToken);
        return document;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<DocumentListing>> ListAsync(PatientScope scope, CancellationToken cancellationToken = default)
    {
        var listed = await database.ReadAsync(session => List(session, scope.Patient), cancellationToken);
        await database.WriteAsync(session => Note(session, Access.By(scope, "document.list", count: listed.Count)), cancellationToken);
        return listed;
    }

    private ValueTask<StoredDocument?> ReadAsync(PatientId owner, DocumentId id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                using var row = session.Statement(ReadDocument);
                row.Bind(1, owner.Hash);
                row.Bind(2, id.Value);
                if (!row.Step())
                    return null;
                var fileName = row.IsNull(2) ? null : UnsealName(owner, id, row.Blob(2));
                var content = UnsealParts(session, owner, id, row.Number(0), size: row.Number(3), count: (int)row.Number(4), cancellationToken);
                return new StoredDocument(id, content, row.Text(1), fileName, DateTimeOffset.FromUnixTimeMilliseconds(row.Number(5)));
            },
            cancellationToken);

    private List<DocumentListing> List(SqliteSession session, PatientId owner)
    {
        using var row = session.Statement(ListDocuments);
        row.Bind(1, owner.Hash);
        var listed = new List<DocumentListing>();
        while (row.Step())
        {
            var id = new DocumentId(row.Text(0));
            var fileName = row.IsNull(2) ? null : UnsealName(owner, id, row.Blob(2));
            listed.Add(new DocumentListing(id, row.Text(1), fileName, row.Number(3), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4))));
        }

        return listed;
    }

    private bool Note(SqliteSession session, Access access)
    {
        trail.Append(session, access);
        return true;
    }

    private string UnsealName(PatientId owner, DocumentId id, ReadOnlySpan<byte> sealedName) =>
        Encoding.UTF8.GetString(sealer.Unseal(owner, "document", "file_name", sealedName, id.Value));

    private static bool Exists(SqliteSession session, PatientId owner, DocumentId id)
    {
        using var row = session.Statement(ReadDocument);
        row.Bind(1, owner.Hash);
        row.Bind(2, id.Value);
        return row.Step();
    }

    private static void WriteParts(SqliteSession session, long document, byte[][] parts)
    {
        for (var number = 0; number < parts.Length; number++)
        {
            using var part = session.Statement(InsertPart);
            part.Bind(1, document);
            part.Bind(2, number);
            part.Bind(3, parts[number]);
            part.Step();
        }
    }

    private byte[][] SealParts(PatientId owner, DocumentId id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
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

    private byte[] UnsealParts(
        SqliteSession session, PatientId owner, DocumentId id, long document, long size, int count, CancellationToken cancellationToken)
    {
        if (size is < 0 or > IDocumentStore.MaxBytes)
            throw new SealBrokenException("The size of a document was changed.");
        var content = new byte[size];
        var written = 0;
        var number = 0;
        using var part = session.Statement(ReadParts);
        part.Bind(1, document);
        while (part.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (part.Blob(1).Length - Sealer.Overhead > content.Length - written)
                throw new SealBrokenException("A document is longer than it was.");
            written += sealer.Unseal(owner, "document_part", "content", part.Blob(1), content.AsSpan(written), RowOf(id, number, count));
            number++;
        }

        return number == count && written == size ? content : throw new SealBrokenException("Parts of a document are missing.");
    }

    // Names the number of parts as well, so that none can be cut off unseen.
    private static string RowOf(DocumentId id, int number, int count) => $"{id}/{number}/{count}";
}
