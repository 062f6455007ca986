using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Idempotency;
using MediAgents.Storage.Postgres.Erasure;

namespace MediAgents.Storage.Postgres.Idempotency;

/// <summary>Claims of idempotency keys in PostgreSQL. What has expired leaves as new claims come.</summary>
internal sealed class PostgresIdempotencyStore(PostgresWriter writer, Sealer sealer, TimeProvider time) : IIdempotencyStore
{
    private readonly ClaimSeals seals = new(sealer);

    /// <inheritdoc />
    public async ValueTask<Claim> ClaimAsync(PatientScope scope, IdempotencyKey key, ReadOnlyMemory<byte> plan, CancellationToken cancellationToken = default) =>
        await SealedAnew.WriteAsync(sealer, scope.Patient, () => ClaimOnceAsync(scope, key, plan, cancellationToken));

    private async Task<Claim> ClaimOnceAsync(PatientScope scope, IdempotencyKey key, ReadOnlyMemory<byte> plan, CancellationToken cancellationToken)
    {
        var claim = seals.Seal(scope, key, plan.Span);
        var earlier = await writer.WriteAsync(
            SealedFor.Of(scope.Patient, [claim.SealedPlan]), transaction => FindOrAddAsync(transaction, claim, time.GetUtcNow()), cancellationToken);
        return earlier switch
        {
            null => new Claim(ClaimOutcome.New, plan),
            { SameRequest: true } => new Claim(ClaimOutcome.Repeated, seals.OpenPlan(claim, earlier.SealedPlan)),
            _ => new Claim(ClaimOutcome.KeyReused, default),
        };
    }

    // By the writer, although nothing is noted: of two servers the second waits for the first's claim.
    private static async Task<EarlierClaim?> FindOrAddAsync(PostgresTransaction transaction, SealedClaim claim, DateTimeOffset now)
    {
        var earlier = await ClaimRows.FindAsync(transaction, claim, now);
        if (earlier is null)
            await ClaimRows.AddAsync(transaction, claim, now);
        return earlier;
    }
}
