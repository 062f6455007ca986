using MediAgents.Primitives;

namespace MediAgents.Records.AuditTrail;

/// <summary>
/// The audit trail: append-only, one chain for the whole store. Stores of patients' data append to it themselves, in the
/// transaction of the access; <see cref="RecordAsync"/> is for accesses that touch no store of their own.
/// </summary>
public interface IAuditTrail
{
    /// <summary>Appends one entry; durable when this returns.</summary>
    /// <exception cref="StorageUnavailableException">It could not be written: then the access must not happen.</exception>
    ValueTask RecordAsync(Access access, CancellationToken cancellationToken = default);

    /// <summary>Entries in order.</summary>
    IAsyncEnumerable<TrailEntry> ReadAsync(TrailFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The newest entry's number and code.</summary>
    ValueTask<TrailHead> HeadAsync(CancellationToken cancellationToken = default);

    /// <summary>Goes through the whole chain and says what is wrong with it, at most the first hundred things.</summary>
    ValueTask<TrailReport> VerifyAsync(TrailHead? anchor = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes entries older than <paramref name="before"/> and leaves, in the chain, an entry saying so and up to where;
    /// what remains still verifies. Returns how many were removed.
    /// </summary>
    ValueTask<long> PruneAsync(Principal principal, DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>What a walk along the chain found.</summary>
/// <param name="Entries">Entries seen.</param>
/// <param name="FirstSeq">The first entry there is: 1, or higher after pruning.</param>
/// <param name="Head">The last entry.</param>
/// <param name="Faults">Empty when the trail is whole.</param>
public sealed record TrailReport(long Entries, long FirstSeq, TrailHead Head, IReadOnlyList<TrailFault> Faults)
{
    public bool IsWhole => Faults.Count == 0;
}

/// <summary>One thing that is wrong, e.g. an entry that was changed.</summary>
/// <param name="Seq">At or after which entry.</param>
/// <param name="Problem">One sentence.</param>
public sealed record TrailFault(long Seq, string Problem);
