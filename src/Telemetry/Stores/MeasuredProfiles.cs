using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Telemetry.Instruments;

namespace MediAgents.Telemetry.Stores;

/// <summary>Measures the store of profiles.</summary>
internal sealed class MeasuredProfiles(IProfileStore profiles, ProductMeter meter) : IProfileStore
{
    private const string Store = "profiles";

    private readonly StoreOperation find = new(meter, Store, "find");
    private readonly StoreOperation put = new(meter, Store, "put");
    private readonly StoreOperation history = new(meter, Store, "history");

    public ValueTask<StoredProfile?> FindAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        find.RunAsync((profiles, scope), static (call, token) => call.profiles.FindAsync(call.scope, token), cancellationToken);

    public ValueTask<StoredProfile?> PutAsync(PatientScope scope, PatientProfile profile, int expectedVersion, CancellationToken cancellationToken = default) =>
        put.RunAsync(
            (profiles, scope, profile, expectedVersion),
            static (call, token) => call.profiles.PutAsync(call.scope, call.profile, call.expectedVersion, token),
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredProfile>> HistoryAsync(PatientScope scope, CancellationToken cancellationToken = default) =>
        history.RunAsync((profiles, scope), static (call, token) => call.profiles.HistoryAsync(call.scope, token), cancellationToken);
}
