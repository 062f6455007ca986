using System.Runtime.CompilerServices;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Storage.Sqlite.AuditTrail;

/// <summary>The audit trail in SQLite.</summary>
public sealed class SqliteAuditTrail(SqliteDatabase database, TrailChain chain, TrailWriter trail) : IAuditTrail
{
    private const int ReadBatch = 1000;

    // Passed over at most before it is asked whether the reader still waits.
    private const int ReadStretch = 50_000;

    // Removed in one transaction, with an entry of its own; so that other writes wait no longer than for a hundred of theirs.
    private const int PruneBatch = 5000;

    private static readonly string ReadEntries = SqlFiles.Read("AuditTrail/read_entries.sql");
    private static readonly string ReadChain = SqlFiles.Read("AuditTrail/read_chain.sql");
    private static readonly string HasRecords = SqlFiles.Read("AuditTrail/has_records.sql");
    private static readonly string FindLastExpired = SqlFiles.Read("AuditTrail/find_last_expired.sql");
    private static readonly string RemoveExpired = SqlFiles.Read("AuditTrail/remove_expired.sql");
    private static readonly string MoveCheckpoint = SqlFiles.Read("AuditTrail/move_checkpoint.sql");

    /// <inheritdoc />
    public async ValueTask RecordAsync(Access access, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            session =>
            {
                trail.Append(session, access);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<TrailEntry> ReadAsync(TrailFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var end = (await HeadAsync(cancellationToken)).Seq;
        for (var after = filter.AfterSeq; after < end;)
        {
            var (from, until) = (after, Math.Min(after + ReadStretch, end));
            var entries = await database.ReadAsync(session => Read(session, filter, from, until), cancellationToken);
            foreach (var entry in entries)
                yield return entry;
            after = entries.Count == ReadBatch ? entries[^1].Seq : until;
        }
    }

    /// <inheritdoc />
    public ValueTask<TrailHead> HeadAsync(CancellationToken cancellationToken = default) => database.ReadAsync(TrailWriter.Stored, cancellationToken);

    /// <inheritdoc />
    /// <remarks>Reads one snapshot: what is written meanwhile is not seen, and the write-ahead log keeps it until the walk ends.</remarks>
    public ValueTask<TrailReport> VerifyAsync(TrailHead? anchor = null, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session =>
            {
                session.Execute("BEGIN");
                try
                {
                    return Walk(session, anchor, cancellationToken);
                }
                finally
                {
                    session.Execute("ROLLBACK");
                }
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<long> PruneAsync(Principal principal, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var newest = await HeadAsync(cancellationToken); // what this appends itself is never reached
        for (var removed = 0L; ;)
        {
            var step = await database.WriteAsync(session => Prune(session, principal, before, newest.Seq), cancellationToken);
            removed += step;
            if (step < PruneBatch)
                return removed;
        }
    }

    private static List<TrailEntry> Read(SqliteSession session, TrailFilter filter, long after, long until)
    {
        using var row = session.Statement(ReadEntries);
        row.Bind(1, after);
        row.Bind(2, until);
        row.Bind(3, filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue);
        row.Bind(4, filter.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        row.Bind(5, filter.Patient?.Hash);
        row.Bind(6, ReadBatch);
        var entries = new List<TrailEntry>();
        while (row.Step())
            entries.Add(TrailRows.Entry(row));
        return entries;
    }

    private TrailReport Walk(SqliteSession session, TrailHead? anchor, CancellationToken cancellationToken)
    {
        var walk = new TrailWalk(chain, TrailRows.Checkpoint(session), anchor);
        using (var row = session.Statement(ReadChain))
        {
            while (row.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                walk.Visit(TrailRows.Entry(row));
            }
        }

        using var records = session.Statement(HasRecords);
        records.Step();
        return walk.End(TrailRows.Head(session), records.Number(0) != 0);
    }

    private long Prune(SqliteSession session, Principal principal, DateTimeOffset before, long newest)
    {
        if (LastExpired(session, before, newest) is not var (lastRemoved, count))
            return 0;
        using (var remove = session.Statement(RemoveExpired))
        {
            remove.Bind(1, lastRemoved.Seq);
            remove.Step();
        }

        using (var checkpoint = session.Statement(MoveCheckpoint))
        {
            checkpoint.Bind(1, lastRemoved.Seq);
            checkpoint.Bind(2, lastRemoved.Mac.Span);
            checkpoint.Bind(3, chain.CheckpointMacOf(lastRemoved));
            checkpoint.Step();
        }

        trail.Append(session, TrailPruning.Access(principal, lastRemoved, count));
        return count;
    }

    private static (TrailHead LastRemoved, long Count)? LastExpired(SqliteSession session, DateTimeOffset before, long newest)
    {
        using var row = session.Statement(FindLastExpired);
        row.Bind(1, before.ToUnixTimeMilliseconds());
        row.Bind(2, PruneBatch);
        row.Bind(3, newest);
        return row.Step() && row.Number(2) is > 0 and var count ? (new TrailHead(row.Number(0), row.Blob(1).ToArray()), count) : null;
    }
}
