using MediAgents.Records.Idempotency;
using MediAgents.Storage.Idempotency;

namespace MediAgents.Storage.Postgres.Idempotency;

/// <summary>Claims in the database, for whoever claims a key in a transaction of their own.</summary>
internal static class ClaimRows
{
    private static readonly string FindClaim = PostgresSql.Read("Idempotency/find_claim.sql");
    private static readonly string InsertClaim = PostgresSql.Read("Idempotency/insert_claim.sql");
    private static readonly string RemoveExpired = PostgresSql.Read("Idempotency/remove_expired.sql");

    /// <summary>What the same key was claimed for within its lifetime, if it was.</summary>
    public static async Task<EarlierClaim?> FindAsync(PostgresTransaction transaction, SealedClaim claim, DateTimeOffset now)
    {
        await using var find = transaction.Command(FindClaim).With(claim.Key).With(Expired(now));
        await using var row = await find.ExecuteReaderAsync();
        return await row.ReadAsync() ? new EarlierClaim(claim.IsSameRequest(row.Blob(0)), row.Blob(1)) : null;
    }

    /// <summary>Stores a claim that <see cref="FindAsync"/> did not find, and removes some that have expired.</summary>
    public static async Task AddAsync(PostgresTransaction transaction, SealedClaim claim, DateTimeOffset now)
    {
        await using (var expired = transaction.Command(RemoveExpired).With(claim.Key).With(Expired(now)))
            await expired.ExecuteNonQueryAsync();
        await using var insert = transaction.Command(InsertClaim)
            .With(claim.Key).With(claim.Owner.Hash).With(claim.Request).With(claim.SealedPlan).With(now.ToUnixTimeMilliseconds());
        await insert.ExecuteNonQueryAsync();
    }

    private static long Expired(DateTimeOffset now) => (now - IIdempotencyStore.Lifetime).ToUnixTimeMilliseconds();
}
