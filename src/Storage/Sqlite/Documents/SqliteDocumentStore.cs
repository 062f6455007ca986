using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Documents;
using MediAgents.Storage.Sqlite.AuditTrail;

namespace MediAgents.Storage.Sqlite.Documents;

/// <summary>Documents in SQLite, sealed in parts.</summary>
public sealed class SqliteDocumentStore(SqliteDatabase database, Sealer sealer, TrailWriter trail, TimeProvider time) : IDocumentStore
{
    private static readonly string InsertDocument = SqlFiles.Read("Documents/insert_document.sql");
    private static readonly string InsertPart = SqlFiles.Read("Documents/insert_part.sql");
    private static readonly string ReadDocument = SqlFiles.Read("Documents/read_document.sql");
    private static readonly string ListDocuments = SqlFiles.Read("Documents/list_documents.sql");
    private static readonly string ReadParts = SqlFiles.Read("Documents/read_parts.sql");

    private readonly DocumentSeals seals = new(sealer);

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
        var id = seals.IdOf(owner, content.Span);
        var access = Access.By(scope, "document.store", id.Value);
        if (await database.ReadAsync(session => Exists(session, owner, id), cancellationToken))
        {
            await database.WriteAsync(session => Note(session, access), cancellationToken);
            return id;
        }

        var sealedName = seals.SealName(owner, id, fileName);
        var parts = seals.SealParts(owner, id, content, cancellationToken);
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
                var fileName = row.IsNull(2) ? null : seals.OpenName(owner, id, row.Blob(2));
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
            var fileName = row.IsNull(2) ? null : seals.OpenName(owner, id, row.Blob(2));
            listed.Add(new DocumentListing(id, row.Text(1), fileName, row.Number(3), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(4))));
        }

        return listed;
    }

    private bool Note(SqliteSession session, Access access)
    {
        trail.Append(session, access);
        return true;
    }

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

    private byte[] UnsealParts(
        SqliteSession session, PatientId owner, DocumentId id, long document, long size, int count, CancellationToken cancellationToken)
    {
        var opening = seals.Open(owner, id, size, count);
        using var part = session.Statement(ReadParts);
        part.Bind(1, document);
        while (part.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            opening.Add(part.Blob(1));
        }

        return opening.Finish();
    }
}
