using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Storage.Sqlite.AuditTrail;

/// <summary>What is stored of the trail, as it is, genuine or not.</summary>
internal static class TrailRows
{
    private static readonly string HeadSql = SqlFiles.Read("AuditTrail/read_head.sql");
    private static readonly string CheckpointSql = SqlFiles.Read("AuditTrail/read_checkpoint.sql");

    public static SignedHead? Head(SqliteSession session) => Signed(session, HeadSql);

    public static SignedHead? Checkpoint(SqliteSession session) => Signed(session, CheckpointSql);

    /// <summary>The entry in a row with all columns.</summary>
    public static TrailEntry Entry(SqliteStatement row) => new(
        row.Number(0),
        TimeOf(row.Number(1)),
        new Access(
            new Principal(row.Text(2)),
            row.IsNull(3) ? null : new PatientId(row.Text(3)),
            row.Text(4),
            row.IsNull(5) ? null : row.Text(5),
            (AccessOutcome)row.Number(6),
            row.Number(7)),
        row.Blob(8).ToArray());

    private static SignedHead? Signed(SqliteSession session, string sql)
    {
        using var row = session.Statement(sql);
        return row.Step() ? new SignedHead(new TrailHead(row.Number(0), row.Blob(1).ToArray()), row.Blob(2).ToArray()) : null;
    }

    // A time that was changed may be none at all; its code will not fit whatever is shown instead.
    private static DateTimeOffset TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
