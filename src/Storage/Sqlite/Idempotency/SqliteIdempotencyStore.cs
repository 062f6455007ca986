using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Idempotency;

namespace MediAgents.Storage.Sqlite.Idempotency;

/// <summary>Claims of idempotency keys in SQLite. What has expired leaves as new claims come.</summary>
public sealed class SqliteIdempotencyStore(SqliteDatabase database, Sealer sealer, TimeProvider time) : IIdempotencyStore
{
    private readonly ClaimSeals seals = new(sealer);

    /// <inheritdoc />
    public async ValueTask<Claim> ClaimAsync(PatientScope scope, IdempotencyKey key, ReadOnlyMemory<byte> plan, CancellationToken cancellationToken = default)
    {
        var claim = seals.Seal(scope, key, plan.Span);
        var earlier = await database.WriteAsync(session => FindOrAdd(session, claim, time.GetUtcNow()), cancellationToken);
        return earlier switch
        {
            null => new Claim(ClaimOutcome.New, plan),
            { SameRequest: true } => new Claim(ClaimOutcome.Repeated, seals.OpenPlan(claim, earlier.SealedPlan)),
            _ => new Claim(ClaimOutcome.KeyReused, default),
        };
    }

    private static EarlierClaim? FindOrAdd(SqliteSession session, SealedClaim claim, DateTimeOffset now)
    {
        var earlier = ClaimRows.Find(session, claim, now);
        if (earlier is null)
            ClaimRows.Add(session, claim, now);
        return earlier;
    }
}
