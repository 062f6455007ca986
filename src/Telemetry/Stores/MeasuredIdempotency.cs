using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Stores;

/// <summary>Measures the store of idempotency keys.</summary>
internal sealed class MeasuredIdempotency(IIdempotencyStore keys, ProductMeter meter) : IIdempotencyStore
{
    private readonly StoreOperation claim = new(meter, "idempotency", "claim");

    public ValueTask<Claim> ClaimAsync(PatientScope scope, IdempotencyKey key, ReadOnlyMemory<byte> plan, CancellationToken cancellationToken = default) =>
        claim.RunAsync((keys, scope, key, plan), static (call, token) => call.keys.ClaimAsync(call.scope, call.key, call.plan, token), cancellationToken);
}
