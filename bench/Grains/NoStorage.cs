using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Bench.Grains;

/// <summary>The storage of grains that keep nothing: using it is a mistake of the scenario.</summary>
internal sealed class NoStorage : IGrainStorage
{
    public ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken) => throw Unexpected();

    public ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken) => throw Unexpected();

    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken) =>
        throw Unexpected();

    /// <summary>A silo looks for unfinished work when it starts.</summary>
    public ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken) => new([]);

    public ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken) =>
        throw Unexpected();

    private static InvalidOperationException Unexpected() => new("A stateless grain touched storage.");
}

internal sealed class NoServices : IServiceProvider
{
    public static NoServices Instance { get; } = new();

    public object? GetService(Type serviceType) => null;
}
