using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Erasure;
using Npgsql;
using NpgsqlTypes;

namespace MediAgents.Storage.Postgres.Erasure;

/// <summary>Erases a patient's rows in PostgreSQL. What they held was sealed, so dead rows and the write-ahead log hold nothing that can be read.</summary>
internal sealed class PostgresRecordErasure(PostgresDatabase database, PostgresWriter writer, IDataKeyStore keys, TimeProvider time) : IRecordErasure
{
    private static readonly string Begin = PostgresSql.Read("Erasure/begin.sql");
    private static readonly string Close = PostgresSql.Read("Erasure/close.sql");
    private static readonly string ReadUnfinished = PostgresSql.Read("Erasure/read_unfinished.sql");
    private static readonly string ReadFinished = PostgresSql.Read("Erasure/read_finished.sql");
    private static readonly string NoteErasedKeys = PostgresSql.Read("Erasure/note_erased_keys.sql");
    private static readonly string HoldUnfinished = PostgresSql.Read("Erasure/hold_unfinished.sql");
    private static readonly string CountRemoved = PostgresSql.Read("Erasure/count_removed.sql");
    private static readonly string ReadRemoved = PostgresSql.Read("Erasure/read_removed.sql");
    private static readonly string Finish = PostgresSql.Read("Erasure/finish.sql");
    private static readonly IReadOnlyList<ErasedArea> Areas = ErasedArea.All(PostgresSql.Read);

    /// <inheritdoc />
    public async ValueTask<NotedErasure> BeginAsync(PatientScope scope, IReadOnlyList<string> keyIds, CancellationToken cancellationToken = default) =>
        await writer.WriteAsync(
            async transaction =>
            {
                await using var begin = transaction.Command(Begin)
                    .With(SortableId.New("cert_", time))
                    .With(scope.Patient.Hash)
                    .With(scope.Principal.Name)
                    .With(string.Join(' ', keyIds))
                    .With(time.GetUtcNow().ToUnixTimeMilliseconds());
                await begin.ExecuteNonQueryAsync(CancellationToken.None);
                return (await UnfinishedAsync(transaction.Command, scope.Patient, CancellationToken.None)).Single();
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<NotedErasure>> ListUnfinishedAsync(CancellationToken cancellationToken = default) =>
        await database.ReadAsync(connection => UnfinishedAsync(connection.Command, patient: null, cancellationToken), cancellationToken);

    /// <inheritdoc />
    /// <remarks>By the writer: whoever has the end of the trail after it sees it, in every process.</remarks>
    public async ValueTask CloseAsync(NotedErasure erasure, CancellationToken cancellationToken = default) =>
        await writer.WriteAsync(
            async transaction =>
            {
                await using var close = transaction.Command(Close).With(erasure.CertificateId);
                return await close.ExecuteNonQueryAsync(CancellationToken.None);
            },
            cancellationToken);

    /// <inheritdoc />
    /// <remarks>First it notes which keys are gone: that goes on keeping out what was sealed under them when the erasure is finished.</remarks>
    public async ValueTask RemoveAsync(NotedErasure erasure, CancellationToken cancellationToken = default)
    {
        await database.WriteAsync(connection => NoteErasedKeysAsync(connection, erasure.Scope.Patient, cancellationToken), cancellationToken);
        await EarlierWrites.EndedAsync(database, cancellationToken);
        foreach (var area in Areas)
        {
            // Fewer than a batch need not be the last: others, too, remove what has expired.
            while (await database.WriteAsync(connection => RemoveBatchAsync(connection, erasure, area, cancellationToken), cancellationToken) > 0)
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc />
    public async ValueTask<ErasureCertificate> FinishAsync(NotedErasure erasure, CancellationToken cancellationToken = default)
    {
        var removed = await database.ReadAsync(connection => RemovedAsync(connection, erasure, cancellationToken), cancellationToken);
        if (await FinishedAsync(erasure, cancellationToken) is null)
            await CertifyAsync(erasure, removed, cancellationToken);
        var (erasedAt, entry) = await FinishedAsync(erasure, cancellationToken) ?? throw new InvalidOperationException("A finished erasure is not there.");
        return ErasureCertificate.Of(new UnsignedCertificate(erasure, removed, erasedAt), entry);
    }

    private Task CertifyAsync(NotedErasure erasure, IReadOnlyDictionary<string, long> removed, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        return writer.WriteAsync(
            async transaction =>
            {
                var seq = transaction.Last.Seq + transaction.Accesses.Count + 1;
                await using var finish = transaction.Command(Finish).With(erasure.CertificateId).With(now.ToUnixTimeMilliseconds()).With(seq);
                if (await finish.ExecuteNonQueryAsync(CancellationToken.None) == 0)
                    return false; // another process was first
                transaction.Record(new UnsignedCertificate(erasure, removed, now).Access);
                return true;
            },
            cancellationToken);
    }

    private async Task<int> NoteErasedKeysAsync(NpgsqlConnection connection, PatientId patient, CancellationToken cancellationToken)
    {
        await using var note = connection.Command(NoteErasedKeys)
            .WithArray([.. keys.FindErased(patient.Hash).Select(key => key.Value)], NpgsqlDbType.Bigint);
        return await note.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<NotedErasure>> UnfinishedAsync(
        Func<string, NpgsqlCommand> command, PatientId? patient, CancellationToken cancellationToken)
    {
        await using var read = command(ReadUnfinished).With(patient?.Hash);
        await using var row = await read.ExecuteReaderAsync(cancellationToken);
        var erasures = new List<NotedErasure>();
        while (await row.ReadAsync(cancellationToken))
        {
            erasures.Add(new NotedErasure(
                row.GetString(0),
                new PatientScope(new Principal(row.GetString(2)), new PatientId(row.GetString(1))),
                row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                row.Time(4)));
        }

        return erasures;
    }

    private Task<Tuple<DateTimeOffset, TrailHead>?> FinishedAsync(NotedErasure erasure, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var read = connection.Command(ReadFinished).With(erasure.CertificateId);
            await using var row = await read.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? Tuple.Create(row.Time(0), new TrailHead(row.GetInt64(1), row.Blob(2))) : null;
        },
        cancellationToken);

    private static async Task<long> RemoveBatchAsync(NpgsqlConnection connection, NotedErasure erasure, ErasedArea area, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var unfinished = connection.Command(HoldUnfinished).With(erasure.CertificateId))
        {
            if (await unfinished.ExecuteScalarAsync(cancellationToken) is null)
                return 0; // another process finished it, and the rows are of a record begun anew
        }

        await using var remove = connection.Command(area.Sql).With(erasure.Scope.Patient.Hash).With((long)area.Batch);
        var removed = (long)(await remove.ExecuteScalarAsync(cancellationToken))!;
        if (removed > 0)
        {
            await using var count = connection.Command(CountRemoved).With(erasure.CertificateId).With(area.Name).With(removed);
            await count.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return removed;
    }

    private static async Task<IReadOnlyDictionary<string, long>> RemovedAsync(NpgsqlConnection connection, NotedErasure erasure, CancellationToken cancellationToken)
    {
        await using var read = connection.Command(ReadRemoved).With(erasure.CertificateId);
        await using var row = await read.ExecuteReaderAsync(cancellationToken);
        var removed = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
            removed.Add(row.GetString(0), row.GetInt64(1));
        return removed;
    }
}
