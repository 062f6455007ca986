using MediAgents.Records.Idempotency;
using MediAgents.Storage.Idempotency;

namespace MediAgents.Storage.Sqlite.Idempotency;

/// <summary>Claims in the database, for whoever claims a key in a transaction of their own.</summary>
internal static class ClaimRows
{
    private static readonly string FindClaim = SqlFiles.Read("Idempotency/find_claim.sql");
    private static readonly string InsertClaim = SqlFiles.Read("Idempotency/insert_claim.sql");
    private static readonly string RemoveExpired = SqlFiles.Read("Idempotency/remove_expired.sql");

    /// <summary>What the same key was claimed for within its lifetime, if it was.</summary>
    public static EarlierClaim? Find(SqliteSession session, SealedClaim claim, DateTimeOffset now)
    {
        using var row = session.Statement(FindClaim);
        row.Bind(1, claim.Key);
        row.Bind(2, Expired(now));
        return row.Step() ? new EarlierClaim(claim.IsSameRequest(row.Blob(0)), row.Blob(1).ToArray()) : null;
    }

    /// <summary>Stores a claim that <see cref="Find"/> did not find, and removes some that have expired.</summary>
    public static void Add(SqliteSession session, SealedClaim claim, DateTimeOffset now)
    {
        using (var expired = session.Statement(RemoveExpired))
        {
            expired.Bind(1, claim.Key);
            expired.Bind(2, Expired(now));
            expired.Step();
        }

        using var row = session.Statement(InsertClaim);
        row.Bind(1, claim.Key);
        row.Bind(2, claim.Owner.Hash);
        row.Bind(3, claim.Request);
        row.Bind(4, claim.SealedPlan);
        row.Bind(5, now.ToUnixTimeMilliseconds());
        row.Step();
    }

    private static long Expired(DateTimeOffset now) => (now - IIdempotencyStore.Lifetime).ToUnixTimeMilliseconds();
}
