using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Storage.Sqlite.AuditTrail;

/// <summary>Appends to the audit trail within the transaction of the access. Only the writer's thread may: the chain has one end.</summary>
public sealed class TrailWriter(TrailChain chain, TimeProvider time)
{
    private static readonly string ReadLast = SqlFiles.Read("AuditTrail/read_last.sql");
    private static readonly string InsertEntry = SqlFiles.Read("AuditTrail/insert_entry.sql");
    private static readonly string MoveHead = SqlFiles.Read("AuditTrail/move_head.sql");

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

        Move(session, new TrailHead(seq, mac));
    }

    /// <summary>The end of the chain as the transaction sees it.</summary>
    public static TrailHead Last(SqliteSession session)
    {
        using var row = session.Statement(ReadLast);
        return row.Step() ? new TrailHead(row.Number(0), row.Blob(1).ToArray()) : new TrailHead(0, TrailChain.Origin);
    }

    private void Move(SqliteSession session, TrailHead head)
    {
        using var row = session.Statement(MoveHead);
        row.Bind(1, head.Seq);
        row.Bind(2, head.Mac.Span);
        row.Bind(3, chain.MacOf(head));
        row.Step();
    }
}
