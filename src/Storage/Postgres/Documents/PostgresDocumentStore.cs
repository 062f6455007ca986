using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Documents;
using MediAgents.Storage.Postgres.Erasure;
using Npgsql;
using NpgsqlTypes;

namespace MediAgents.Storage.Postgres.Documents;

/// <summary>
/// Documents in PostgreSQL, sealed in parts. The parts travel beside the writer, which only makes them a document. Parts
/// whose server died on the way are removed by a later upload.
/// </summary>
internal sealed class PostgresDocumentStore(PostgresDatabase database, PostgresWriter writer, Sealer sealer, TimeProvider time) : IDocumentStore
{
    // Longer than any upload takes.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private static readonly string FindDocument = PostgresSql.Read("Documents/find_document.sql");
    private static readonly string RemoveAbandoned = PostgresSql.Read("Documents/remove_abandoned.sql");
    private static readonly string BeginDocument = PostgresSql.Read("Documents/begin_document.sql");
    private static readonly string InsertPart = PostgresSql.Read("Documents/insert_part.sql");
    private static readonly string StoreDocument = PostgresSql.Read("Documents/store_document.sql");
    private static readonly string RemoveDocument = PostgresSql.Read("Documents/remove_document.sql");
    private static readonly string ReadDocument = PostgresSql.Read("Documents/read_document.sql");
    private static readonly string ListDocuments = PostgresSql.Read("Documents/list_documents.sql");

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
        return await SealedAnew.WriteAsync(sealer, scope.Patient, () => PutOnceAsync(scope, content, mediaType, fileName, cancellationToken));
    }

    /// <inheritdoc />
    public async ValueTask<StoredDocument?> GetAsync(PatientScope scope, DocumentId id, CancellationToken cancellationToken = default)
    {
        // Whole documents are too much for the writer: they are read beside it, and given out once that is noted.
        var document = await database.ReadAsync(connection => ReadAsync(connection, scope.Patient, id, cancellationToken), cancellationToken);
        var outcome = document is null ? AccessOutcome.NotFound : AccessOutcome.Ok;
        await writer.RecordAsync(Access.By(scope, "document.read", id.Value, outcome), cancellationToken);
        return document;
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<DocumentListing>> ListAsync(PatientScope scope, CancellationToken cancellationToken = default)
    {
        var listed = await database.ReadAsync(connection => ListAsync(connection, scope.Patient, cancellationToken), cancellationToken);
        await writer.RecordAsync(Access.By(scope, "document.list", count: listed.Count), cancellationToken);
        return listed;
    }

    private async Task<DocumentId> PutOnceAsync(
        PatientScope scope, ReadOnlyMemory<byte> content, string mediaType, string? fileName, CancellationToken cancellationToken)
    {
        var owner = scope.Patient;
        var id = seals.IdOf(owner, content.Span);
        var access = Access.By(scope, "document.store", id.Value);
        if (await ExistsAsync(owner, id, cancellationToken))
        {
            await writer.RecordAsync(access, cancellationToken);
            return id;
        }

        var (name, parts) = (seals.SealName(owner, id, fileName), seals.SealParts(owner, id, content, cancellationToken));
        var upload = new Upload(owner, SealedFor.Of(owner, [name, .. parts]), id, mediaType, name, content.Length, parts);
        var position = await database.WriteAsync(connection => UploadAsync(connection, upload, cancellationToken), cancellationToken);
        var (stored, found) = await writer.WriteAsync(
            upload.Brings,
            async transaction =>
            {
                await using var store = transaction.Command(StoreDocument).With(position).With(time.GetUtcNow().ToUnixTimeMilliseconds());
                var stored = await store.ExecuteNonQueryAsync() > 0;
                var found = stored || await IsStoredAsync(transaction.Command(FindDocument), owner, id, CancellationToken.None);
                if (found)
                    transaction.Record(access);
                return (stored, found);
            },
            cancellationToken);
        if (!stored) // somebody stored the same meanwhile, or removed this
            await database.WriteAsync(connection => RemoveAsync(connection, position), CancellationToken.None);
        if (!found)
            throw new StorageUnavailableException("The upload was removed before it was stored.");
        return id;
    }

    private Task<bool> ExistsAsync(PatientId owner, DocumentId id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => IsStoredAsync(connection.Command(FindDocument), owner, id, cancellationToken), cancellationToken);

    private static async Task<bool> IsStoredAsync(NpgsqlCommand find, PatientId owner, DocumentId id, CancellationToken cancellationToken)
    {
        await using (find.With(owner.Hash).With(id.Value))
            return await find.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task<long> UploadAsync(NpgsqlConnection connection, Upload upload, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var remove = connection.Command(RemoveAbandoned).With((now - Abandoned).ToUnixTimeMilliseconds()))
            await remove.ExecuteNonQueryAsync(cancellationToken);
        await using var begin = connection.Command(BeginDocument)
            .With(upload.Owner.Hash).With(upload.Id.Value).With(upload.MediaType).With(upload.SealedName)
            .With(upload.Size).With(upload.Parts.Length).With(now.ToUnixTimeMilliseconds())
            .WithArray(upload.Brings.Keys, NpgsqlDbType.Bigint);
        if (await begin.ExecuteScalarAsync(cancellationToken) is not long position)
        {
            await ErasureFence.ExplainAsync(connection.Command, upload.Brings);
            throw new RecordBeingErasedException(); // and that ended just now
        }

        for (var number = 0; number < upload.Parts.Length; number++)
        {
            await using var part = connection.Command(InsertPart).With(position).With(number).With(upload.Parts[number]);
            await part.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return position;
    }

    private static async Task<bool> RemoveAsync(NpgsqlConnection connection, long position)
    {
        await using var remove = connection.Command(RemoveDocument).With(position);
        return await remove.ExecuteNonQueryAsync() > 0;
    }

    private async Task<StoredDocument?> ReadAsync(NpgsqlConnection connection, PatientId owner, DocumentId id, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(ReadDocument).With(owner.Hash).With(id.Value);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
            return null;

        var mediaType = row.GetString(0);
        var fileName = row.IsDBNull(1) ? null : seals.OpenName(owner, id, row.Blob(1));
        var storedAt = row.Time(4);
        var opening = seals.Open(owner, id, size: row.GetInt64(2), parts: row.GetInt32(3));
        do
        {
            if (!row.IsDBNull(5))
                opening.Add(row.Blob(5));
        }
        while (await row.ReadAsync(cancellationToken));
        return new StoredDocument(id, opening.Finish(), mediaType, fileName, storedAt);
    }

    private async Task<List<DocumentListing>> ListAsync(NpgsqlConnection connection, PatientId owner, CancellationToken cancellationToken)
    {
        var listed = new List<DocumentListing>();
        await using var command = connection.Command(ListDocuments).With(owner.Hash);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var id = new DocumentId(row.GetString(0));
            var fileName = row.IsDBNull(2) ? null : seals.OpenName(owner, id, row.Blob(2));
            listed.Add(new DocumentListing(id, row.GetString(1), fileName, row.GetInt64(3), row.Time(4)));
        }

        return listed;
    }

    private sealed record Upload(PatientId Owner, SealedFor Brings, DocumentId Id, string MediaType, byte[]? SealedName, long Size, byte[][] Parts);
}
