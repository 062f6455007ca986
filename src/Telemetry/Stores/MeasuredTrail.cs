using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Stores;

/// <summary>Measures what requests add to the audit trail; its reading and upkeep last as long as the trail is.</summary>
internal sealed class MeasuredTrail(IAuditTrail trail, ProductMeter meter) : IAuditTrail
{
    private readonly StoreOperation record = new(meter, "audit_trail", "record");

    public async ValueTask RecordAsync(Access access, CancellationToken cancellationToken = default) =>
        await record.RunAsync(
            (trail, access),
            static async (call, token) =>
            {
                await call.trail.RecordAsync(call.access, token);
                return true;
            },
            cancellationToken);

    public IAsyncEnumerable<TrailEntry> ReadAsync(TrailFilter filter, CancellationToken cancellationToken = default) => trail.ReadAsync(filter, cancellationToken);

    public ValueTask<TrailHead> HeadAsync(CancellationToken cancellationToken = default) => trail.HeadAsync(cancellationToken);

    public ValueTask<TrailReport> VerifyAsync(TrailHead? anchor = null, CancellationToken cancellationToken = default) => trail.VerifyAsync(anchor, cancellationToken);

    public ValueTask<long> PruneAsync(Principal principal, DateTimeOffset before, CancellationToken cancellationToken = default) =>
        trail.PruneAsync(principal, before, cancellationToken);
}
