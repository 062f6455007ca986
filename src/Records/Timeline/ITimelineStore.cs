using MediAgents.Primitives;
using MediAgents.Records.Idempotency;

namespace MediAgents.Records.Timeline;

/// <summary>
/// The events of patients, sealed for their owner. Nothing is overwritten: every change adds a version. Each call appends
/// to the audit trail in its own transaction, also when it finds nothing.
/// </summary>
public interface ITimelineStore
{
    /// <summary>Adds an event; durable when this returns.</summary>
    /// <param name="scope">Who adds to whose timeline.</param>
    /// <param name="addition">What to add.</param>
    /// <param name="key">Makes adding the same again answer with what was added first; null: always adds.</param>
    /// <param name="cancellationToken">Ends the wait; the event may have been stored.</param>
    ValueTask<AddedEvent> AddAsync(PatientScope scope, EventAddition addition, IdempotencyKey? key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds many, all or none, with one entry in the audit trail. Those whose id is there already are left as they are.
    /// Returns how many were new.
    /// </summary>
    ValueTask<int> AddManyAsync(PatientScope scope, IReadOnlyList<EventAddition> additions, string action, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a version: new content, or a new status, or both. A deleted event is as one that was never there. A change with a
    /// key is made once: its key is claimed in the transaction that makes the change, so a refused one claims nothing.
    /// </summary>
    /// <param name="scope">Who changes whose event.</param>
    /// <param name="id">The event.</param>
    /// <param name="expectedVersion">The version the change is based on.</param>
    /// <param name="change">What becomes different.</param>
    /// <param name="cancellationToken">Ends the wait; the change may have been stored.</param>
    ValueTask<EventChanged> ChangeAsync(PatientScope scope, string id, int expectedVersion, EventChange change, CancellationToken cancellationToken = default);

    /// <summary>The current version; null when there is none, it was deleted, or it is another patient's.</summary>
    ValueTask<TimelineEvent?> FindAsync(PatientScope scope, string id, CancellationToken cancellationToken = default);

    /// <summary>All versions, oldest first, also of a deleted event; empty when there is none or it is another patient's.</summary>
    ValueTask<IReadOnlyList<TimelineEvent>> HistoryAsync(PatientScope scope, string id, CancellationToken cancellationToken = default);

    ValueTask<TimelinePage> PageAsync(PatientScope scope, TimelineQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// All current events that match, oldest first, unsealed one after the other: for search, summaries, reports, export.
    /// The entry in the audit trail, with <paramref name="action"/>, is durable before the first is given out.
    /// </summary>
    IAsyncEnumerable<TimelineEvent> ScanAsync(PatientScope scope, TimelineFilter filter, string action, CancellationToken cancellationToken = default);
}

/// <summary>An event to add.</summary>
/// <param name="Id">Its id, chosen by the caller (<c>SortableId.New("e_", time)</c>), so that adding it again is no second event.</param>
/// <param name="Content">What it says.</param>
/// <param name="Status">Confirmed or proposed.</param>
public sealed record EventAddition(string Id, EventContent Content, EventStatus Status = EventStatus.Confirmed);

/// <summary>What becomes different. An absent part stays as it is.</summary>
/// <param name="Action">For the audit trail: <c>timeline.change</c>, <c>timeline.delete</c>, <c>timeline.confirm</c>, <c>timeline.reject</c>.</param>
/// <param name="Content">The new content.</param>
/// <param name="Status">The new status.</param>
/// <param name="OnlyFrom">The status it must have; null: any but deleted. Where it has another, the change is refused.</param>
/// <param name="Key">Makes the same change again answer with the version that the first made; null: always changes.</param>
public sealed record EventChange(
    string Action, EventContent? Content = null, EventStatus? Status = null, EventStatus? OnlyFrom = null, IdempotencyKey? Key = null);

public enum AddOutcome
{
    Created,

    /// <summary>The same key and the same request before: the event of then.</summary>
    Repeated,

    /// <summary>The same key was used for another request; nothing was added.</summary>
    KeyReused,
}

/// <param name="Outcome">What happened.</param>
/// <param name="Event">The event; null when the key was reused.</param>
public sealed record AddedEvent(AddOutcome Outcome, TimelineEvent? Event);

public enum ChangeOutcome
{
    Changed,

    /// <summary>No such event of this patient.</summary>
    Missing,

    /// <summary>Somebody changed it first.</summary>
    Stale,

    /// <summary>Its status does not allow the change.</summary>
    WrongStatus,

    /// <summary>The same key and the same change before: the version of then, whatever came after.</summary>
    Repeated,

    /// <summary>The same key was used for another change; nothing was changed.</summary>
    KeyReused,
}

/// <param name="Outcome">What happened.</param>
/// <param name="Event">The new version, or, where the change was refused, the current one; null where there is none, or the key was reused.</param>
public sealed record EventChanged(ChangeOutcome Outcome, TimelineEvent? Event);
