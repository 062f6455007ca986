using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using Microsoft.Extensions.Logging;

namespace MediAgents.Storage.Redis.Grains;

/// <summary>
/// Keeps kinds whose state can be rebuilt in one storage and all others in another. While the first is away its grains go on
/// as if nothing were stored of them, which is what they are made for; one call every two seconds finds out whether it is back,
/// the others do not wait for it.
/// </summary>
/// <param name="kinds">All kinds there are.</param>
/// <param name="rebuildable">Where <see cref="GrainKind.Rebuildable"/> kinds are kept.</param>
/// <param name="others">Where all others are, unknown ones too.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when the first goes and when it is back.</param>
public sealed partial class RoutedGrainStorage(
    IEnumerable<GrainKind> kinds,
    IGrainStorage rebuildable,
    IGrainStorage others,
    TimeProvider time,
    ILogger<RoutedGrainStorage> logger) : IGrainStorage
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> names = [.. kinds.Where(kind => kind.Rebuildable).Select(kind => kind.Name)];
    private int away;
    private long triedAt;

    /// <inheritdoc />
    public ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken) =>
        names.Contains(key.Kind)
            ? OrWithoutAsync(() => rebuildable.ReadAsync(key, cancellationToken), null)
            : others.ReadAsync(key, cancellationToken);

    /// <inheritdoc />
    public ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken) =>
        names.Contains(commit.Key.Kind)
            ? OrWithoutAsync(() => rebuildable.CommitAsync(commit, cancellationToken), true)
            : others.CommitAsync(commit, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken) =>
        names.Contains(key.Kind)
            ? OrWithoutAsync(() => rebuildable.ReadJournalAsync(key, owner, after, limit, cancellationToken), [])
            : others.ReadJournalAsync(key, owner, after, limit, cancellationToken);

    /// <inheritdoc />
    /// <remarks>Oldest first in each of the two: those of <c>others</c> come first.</remarks>
    public async ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
    [
        .. await others.ListUnfinishedAsync(cancellationToken),
        .. await OrWithoutAsync(() => rebuildable.ListUnfinishedAsync(cancellationToken), []),
    ];

    /// <inheritdoc />
    /// <exception cref="StorageUnavailableException">Also while the storage of rebuildable kinds is away: a listing is whole or none.</exception>
    public ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken) =>
        (names.Contains(kind) ? rebuildable : others).ListOwnedAsync(kind, owner, before, limit, cancellationToken);

    private async ValueTask<T> OrWithoutAsync<T>(Func<ValueTask<T>> operation, T without)
    {
        if (Volatile.Read(ref away) == 1 && !IsTimeToTry())
            return without;
        try
        {
            var result = await operation();
            if (Interlocked.Exchange(ref away, 0) == 1)
                IsBack(logger);
            return result;
        }
        catch (StorageUnavailableException failure)
        {
            Volatile.Write(ref triedAt, time.GetTimestamp());
            if (Interlocked.Exchange(ref away, 1) == 0)
                IsAway(logger, failure);
            return without;
        }
    }

    /// <summary>True for one of those who ask within <see cref="BetweenTries"/>.</summary>
    private bool IsTimeToTry()
    {
        var last = Volatile.Read(ref triedAt);
        return time.GetElapsedTime(last) >= BetweenTries && Interlocked.CompareExchange(ref triedAt, time.GetTimestamp(), last) == last;
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Redis is away: grains that can be rebuilt go on without what it keeps")]
    private static partial void IsAway(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "Redis is back")]
    private static partial void IsBack(ILogger logger);
}
