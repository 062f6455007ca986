using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Grains.Hosting;

/// <summary>A grain as stored.</summary>
/// <param name="Version">The ETag: 1 after the first commit, one more with each.</param>
/// <param name="Owner">Whose data it is; null for grains that hold nobody's.</param>
/// <param name="State">The state as UTF-8 JSON.</param>
/// <param name="JournalLength">Entries in the journal, and so the last sequence number.</param>
/// <param name="WakeAfterCrash">Whether it has unfinished work.</param>
public sealed record StoredGrain(long Version, PatientId? Owner, ReadOnlyMemory<byte> State, long JournalLength, bool WakeAfterCrash);

/// <summary>
/// What one turn changed, written whole or not at all, and only if the stored version and journal length are those expected.
/// </summary>
/// <param name="Key">The grain.</param>
/// <param name="ExpectedVersion">The version the turn started from; 0 for a grain never stored.</param>
/// <param name="Grain">The grain as it is to be stored; its version is <paramref name="ExpectedVersion"/> + 1.</param>
/// <param name="Appended">New journal entries, contiguous and ending at <c>Grain.JournalLength</c>.</param>
/// <param name="Accesses">What the audit trail gets in the same transaction.</param>
public sealed record GrainCommit(
    GrainKey Key,
    long ExpectedVersion,
    StoredGrain Grain,
    IReadOnlyList<JournalEntry> Appended,
    IReadOnlyList<Access> Accesses);

/// <summary>A grain in a listing. Positions grow in the order in which grains were first stored.</summary>
public sealed record GrainListing(long Position, string Id, DateTimeOffset UpdatedAt);

/// <summary>
/// Where grains keep state and journal. Implementations seal both for the owner; a commit is durable when it returns true.
/// </summary>
public interface IGrainStorage
{
    ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken);

    /// <summary>False when the stored grain is not at the expected version and journal length: nothing was written.</summary>
    ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken);

    /// <summary>Journal entries with <c>Seq &gt; after</c>, oldest first, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Grains that had unfinished work at their last commit, oldest first.</summary>
    ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Grains of <paramref name="kind"/> owned by <paramref name="owner"/>, newest first, those at positions below
    /// <paramref name="before"/> only (null: from the newest). Stable while others are added.
    /// </summary>
    ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken);
}
