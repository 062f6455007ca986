using System.Data;
using System.Runtime.CompilerServices;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using Npgsql;

namespace MediAgents.Storage.Postgres.AuditTrail;

/// <summary>The audit trail in PostgreSQL.</summary>
internal sealed class PostgresAuditTrail(PostgresDatabase database, PostgresWriter writer, TrailChain chain) : IAuditTrail
{
    private const int ReadBatch = 1000;

    // Removed in one transaction, with an entry of its own; so that other writes do not wait long.
    private const int PruneBatch = 5000;

    private static readonly string ReadEntries = PostgresSql.Read("AuditTrail/read_entries.sql");
    private static readonly string ReadEntriesOfPatient = PostgresSql.Read("AuditTrail/read_entries_of_patient.sql");
    private static readonly string ReadChain = PostgresSql.Read("AuditTrail/read_chain.sql");
    private static readonly string HasRecords = PostgresSql.Read("AuditTrail/has_records.sql");
    private static readonly string FindLastExpired = PostgresSql.Read("AuditTrail/find_last_expired.sql");
    private static readonly string RemoveExpired = PostgresSql.Read("AuditTrail/remove_expired.sql");
    private static readonly string MoveCheckpoint = PostgresSql.Read("AuditTrail/move_checkpoint.sql");

    /// <inheritdoc />
    public async ValueTask RecordAsync(Access access, CancellationToken cancellationToken = default) => await writer.RecordAsync(access, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<TrailEntry> ReadAsync(TrailFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var after = filter.AfterSeq; ;)
        {
            var from = after;
            var entries = await database.ReadAsync(connection => ReadAsync(connection, filter, from, cancellationToken), cancellationToken);
            foreach (var entry in entries)
                yield return entry;
            if (entries.Count < ReadBatch)
                yield break;
            after = entries[^1].Seq;
        }
    }

    /// <inheritdoc />
    public async ValueTask<TrailHead> HeadAsync(CancellationToken cancellationToken = default) =>
        (await database.ReadAsync(connection => TrailRows.HeadAsync(connection), cancellationToken))?.Head ?? new TrailHead(0, TrailChain.Origin);

    /// <inheritdoc />
    /// <remarks>Reads one snapshot: what is written meanwhile is not seen.</remarks>
    public async ValueTask<TrailReport> VerifyAsync(TrailHead? anchor = null, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            async connection =>
            {
                await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
                return await WalkAsync(connection, anchor, cancellationToken);
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<long> PruneAsync(Principal principal, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var newest = await HeadAsync(cancellationToken); // what this appends itself is never reached
        for (var removed = 0L; ;)
        {
            var step = await writer.WriteAsync(transaction => PruneAsync(transaction, principal, before, newest.Seq), cancellationToken);
            removed += step;
            if (step < PruneBatch)
                return removed;
        }
    }

    private static async Task<List<TrailEntry>> ReadAsync(NpgsqlConnection connection, TrailFilter filter, long after, CancellationToken cancellationToken)
    {
        await using var read = connection.Command(filter.Patient is null ? ReadEntries : ReadEntriesOfPatient)
            .With(after)
            .With(filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue)
            .With(filter.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue)
            .With(ReadBatch);
        if (filter.Patient is { } patient)
            read.With(patient.Hash);
        await using var row = await read.ExecuteReaderAsync(cancellationToken);
        var entries = new List<TrailEntry>();
        while (await row.ReadAsync(cancellationToken))
            entries.Add(TrailRows.Entry(row));
        return entries;
    }

    private async Task<TrailReport> WalkAsync(NpgsqlConnection connection, TrailHead? anchor, CancellationToken cancellationToken)
    {
        var walk = new TrailWalk(chain, await TrailRows.CheckpointAsync(connection), anchor);
        await using (var read = connection.Command(ReadChain))
        {
            await using var row = await read.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                walk.Visit(TrailRows.Entry(row));
        }

        await using var records = connection.Command(HasRecords);
        var hasRecords = await records.ExecuteScalarAsync(cancellationToken) is true;
        return walk.End(await TrailRows.HeadAsync(connection), hasRecords);
    }

    private async Task<long> PruneAsync(PostgresTransaction transaction, Principal principal, DateTimeOffset before, long newest)
    {
        if (await LastExpiredAsync(transaction, before, newest) is not var (lastRemoved, count))
            return 0;
        await using (var remove = transaction.Command(RemoveExpired).With(lastRemoved.Seq))
            await remove.ExecuteNonQueryAsync();
        await using (var checkpoint = transaction.Command(MoveCheckpoint)
            .With(lastRemoved.Seq).With(lastRemoved.Mac.ToArray()).With(chain.CheckpointMacOf(lastRemoved)))
            await checkpoint.ExecuteNonQueryAsync();
        transaction.Record(TrailPruning.Access(principal, lastRemoved, count));
        return count;
    }

    private static async Task<(TrailHead LastRemoved, long Count)?> LastExpiredAsync(PostgresTransaction transaction, DateTimeOffset before, long newest)
    {
        await using var find = transaction.Command(FindLastExpired).With(before.ToUnixTimeMilliseconds()).With(PruneBatch).With(newest);
        await using var row = await find.ExecuteReaderAsync();
        return await row.ReadAsync() ? (new TrailHead(row.GetInt64(0), row.Blob(1)), row.GetInt64(2)) : null;
    }
}
