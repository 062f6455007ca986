using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Portability;
using MediAgents.Storage.Erasure;
using Npgsql;

namespace MediAgents.Storage.Postgres.Erasure;

/// <summary>Erases a patient's rows in PostgreSQL. What they held was sealed, so dead rows and the write-ahead log hold nothing that can be read.</summary>
internal sealed class PostgresRecordErasure(PostgresDatabase database, PostgresWriter writer, TimeProvider time) : IRecordErasure
{
    private static readonly string Begin = PostgresSql.Read("Erasure/begin.sql");
    private static readonly string ReadUnfinished = PostgresSql.Read("Erasure/read_unfinished.sql");
    private static readonly string ReadFinished = PostgresSql.Read("Erasure/read_finished.sql");
    private static readonly string CountRemoved = PostgresSql.Read("Erasure/count_removed.sql");
    private static readonly string ReadRemoved = PostgresSql.Read("Erasure/read_removed.sql");
    private static readonly string Finish = PostgresSql.Read("Erasure/finish.sql");
    private static readonly IReadOnlyList<ErasedArea> Areas = ErasedArea.All(PostgresSql.Read);

    /// <inheritdoc />
    public async ValueTask<NotedErasure> BeginAsync(PatientScope scope, IReadOnlyList<string> keyIds, CancellationToken cancellationToken = default)
    {
        await database.WriteAsync(
            async connection =>
            {
                await using var begin = connection.Command(Begin)
                    .With(SortableId.New("cert_", time))
                    .With(scope.Patient.Hash)
                    .With(scope.Principal.Name)
                    .With(string.Join(' ', keyIds))
                    .With(time.GetUtcNow().ToUnixTimeMilliseconds());
                return await begin.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken);
        return (await UnfinishedAsync(scope.Patient, cancellationToken)).Single();
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<NotedErasure>> ListUnfinishedAsync(CancellationToken cancellationToken = default) =>
        await UnfinishedAsync(patient: null, cancellationToken);

    /// <inheritdoc />
    public async ValueTask RemoveAsync(NotedErasure erasure, CancellationToken cancellationToken = default)
    {
        foreach (var area in Areas)
        {
            while (await database.WriteAsync(connection => RemoveBatchAsync(connection, erasure, area, cancellationToken), cancellationToken) == area.Batch)
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
                transaction.Record(new UnsignedCertificate(erasure, removed, now).Access);
                var seq = transaction.Last.Seq + transaction.Accesses.Count;
                await using var finish = transaction.Command(Finish).With(erasure.CertificateId).With(now.ToUnixTimeMilliseconds()).With(seq);
                return await finish.ExecuteNonQueryAsync(CancellationToken.None);
            },
            cancellationToken);
    }

    private Task<List<NotedErasure>> UnfinishedAsync(PatientId? patient, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var read = connection.Command(ReadUnfinished).With(patient?.Hash);
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
        },
        cancellationToken);

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
