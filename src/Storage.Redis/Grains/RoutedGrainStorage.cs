using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Storage.Redis.Grains;

/// <summary>Keeps kinds whose state can be rebuilt in one storage and all others in another.</summary>
/// <param name="kinds">All kinds there are.</param>
/// <param name="rebuildable">Where <see cref="GrainKind.Rebuildable"/> kinds are kept.</param>
/// <param name="others">Where all others are, unknown ones too.</param>
public sealed class RoutedGrainStorage(IEnumerable<GrainKind> kinds, IGrainStorage rebuildable, IGrainStorage others) : IGrainStorage
{
    private readonly HashSet<string> names = [.. kinds.Where(kind => kind.Rebuildable).Select(kind => kind.Name)];

    /// <inheritdoc />
    public ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken) => Of(key.Kind).ReadAsync(key, cancellationToken);

    /// <inheritdoc />
    public ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken) =>
        Of(commit.Key.Kind).CommitAsync(commit, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken) =>
        Of(key.Kind).ReadJournalAsync(key, owner, after, limit, cancellationToken);

    /// <inheritdoc />
    /// <remarks>Oldest first in each of the two: those of <c>others</c> come first.</remarks>
    public async ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        [.. await others.ListUnfinishedAsync(cancellationToken), .. await rebuildable.ListUnfinishedAsync(cancellationToken)];

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken) =>
        Of(kind).ListOwnedAsync(kind, owner, before, limit, cancellationToken);

    private IGrainStorage Of(string kind) => names.Contains(kind) ? rebuildable : others;
}
