using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Storage.Sqlite.AuditTrail;

/// <summary>
/// Appends to the audit trail within the transaction of the access. Only the writer's thread may: the chain has one end.
/// The head is read and written once a transaction, however many accesses share it.
/// </summary>
public sealed class TrailWriter(TrailChain chain, TimeProvider time) : IDeferredWrite
{
    private static readonly string ReadHead = SqlFiles.Read("AuditTrail/read_head.sql");
    private static readonly string InsertEntry = SqlFiles.Read("AuditTrail/insert_entry.sql");
    private static readonly string MoveHead = SqlFiles.Read("AuditTrail/move_head.sql");

    // The end of the chain within the transaction; null until its first entry, and after what it says was taken back.
    private TrailHead? head;

    public void Append(SqliteSession session, Access access)
    {
        var last = Last(session);
        var seq = last.Seq + 1;
        var now = time.GetUtcNow();
        var mac = chain.MacOf(last.Mac.Span, seq, now, access);
        using (var row = session.Statement(InsertEntry))
        {
            row.Bind(1, seq);
            row.Bind(2, now.ToUnixTimeMilliseconds());
            row.Bind(3, access.Principal.Name);
            row.Bind(4, access.Patient?.Hash);
            row.Bind(5, access.Action);
            row.Bind(6, access.Subject);
            row.Bind(7, (long)access.Outcome);
            row.Bind(8, access.Count);
            row.Bind(9, mac);
            row.Step();
        }

        head = new TrailHead(seq, mac);
        session.Defer(this);
    }

    /// <summary>The end of the chain as the writer's transaction has it.</summary>
    internal TrailHead Last(SqliteSession session) => head ?? Stored(session);

    /// <summary>The end of the chain as stored.</summary>
    internal static TrailHead Stored(SqliteSession session)
    {
        using var row = session.Statement(ReadHead);
        return row.Step() ? new TrailHead(row.Number(0), row.Blob(1).ToArray()) : new TrailHead(0, TrailChain.Origin);
    }

    void IDeferredWrite.Write(SqliteSession session)
    {
        using var row = session.Statement(MoveHead);
        row.Bind(1, head!.Seq);
        row.Bind(2, head.Mac.Span);
        row.Bind(3, chain.MacOf(head));
        row.Step();
        head = null;
    }

    void IDeferredWrite.Forget() => head = null;
}
