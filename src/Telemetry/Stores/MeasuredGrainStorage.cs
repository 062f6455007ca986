using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Outcomes;

namespace MediAgents.Telemetry.Stores;

/// <summary>Measures the storage of grains, and counts the work whose end is committed.</summary>
internal sealed class MeasuredGrainStorage(IGrainStorage storage, ProductMeter meter, WorkOutcomes outcomes) : IGrainStorage
{
    private const string Store = "grains";

    private readonly StoreOperation read = new(meter, Store, "read");
    private readonly StoreOperation commit = new(meter, Store, "commit");
    private readonly StoreOperation readJournal = new(meter, Store, "read_journal");
    private readonly StoreOperation listUnfinished = new(meter, Store, "list_unfinished");
    private readonly StoreOperation listOwned = new(meter, Store, "list_owned");

    public ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken) =>
        read.RunAsync((storage, key), static (call, token) => call.storage.ReadAsync(call.key, token), cancellationToken);

    public async ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken)
    {
        var committed = await this.commit.RunAsync((storage, commit), static (call, token) => call.storage.CommitAsync(call.commit, token), cancellationToken);
        if (committed)
            outcomes.Count(commit);
        return committed;
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken) =>
        readJournal.RunAsync(
            (storage, key, owner, after, limit),
            static (call, token) => call.storage.ReadJournalAsync(call.key, call.owner, call.after, call.limit, token),
            cancellationToken);

    public ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        listUnfinished.RunAsync(storage, static (storage, token) => storage.ListUnfinishedAsync(token), cancellationToken);

    public ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken) =>
        listOwned.RunAsync(
            (storage, kind, owner, before, limit),
            static (call, token) => call.storage.ListOwnedAsync(call.kind, call.owner, call.before, call.limit, token),
            cancellationToken);
}
