using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using Npgsql;

namespace MediAgents.Storage.Postgres.AuditTrail;

/// <summary>What is stored of the trail, as it is, genuine or not.</summary>
internal static class TrailRows
{
    private static readonly string ReadHead = PostgresSql.Read("AuditTrail/read_head.sql");
    private static readonly string ReadCheckpoint = PostgresSql.Read("AuditTrail/read_checkpoint.sql");

    /// <summary>Null before the first entry.</summary>
    public static Task<SignedHead?> HeadAsync(NpgsqlConnection connection) => SignedAsync(connection, ReadHead);

    /// <summary>Null before the first pruning.</summary>
    public static Task<SignedHead?> CheckpointAsync(NpgsqlConnection connection) => SignedAsync(connection, ReadCheckpoint);

    /// <summary>The entry in a row with all columns.</summary>
    public static TrailEntry Entry(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        TimeOf(row.GetInt64(1)),
        new Access(
            new Principal(row.GetString(2)),
            row.IsDBNull(3) ? null : new PatientId(row.GetString(3)),
            row.GetString(4),
            row.IsDBNull(5) ? null : row.GetString(5),
            (AccessOutcome)row.GetInt32(6),
            row.GetInt64(7)),
        row.Blob(8));

    private static async Task<SignedHead?> SignedAsync(NpgsqlConnection connection, string sql)
    {
        await using var read = connection.Command(sql);
        await using var row = await read.ExecuteReaderAsync();
        return await row.ReadAsync() ? new SignedHead(new TrailHead(row.GetInt64(0), row.Blob(1)), row.Blob(2)) : null;
    }

    // A time that was changed may be none at all; its code will not fit whatever is shown instead.
    private static DateTimeOffset TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
