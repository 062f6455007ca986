using System.Runtime.CompilerServices;
using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Idempotency;
using MediAgents.Storage.Sqlite.AuditTrail;
using MediAgents.Storage.Sqlite.Idempotency;
using MediAgents.Storage.Timeline;

namespace MediAgents.Storage.Sqlite.Timeline;

/// <summary>
/// Timelines in SQLite. What is bounded is read on the writer's thread, in the transaction that notes the access; contents
/// are sealed and opened on the caller's.
/// </summary>
public sealed class SqliteTimelineStore(SqliteDatabase database, Sealer sealer, TrailWriter trail, TimeProvider time) : ITimelineStore
{
    private const int ScanBatch = 500;

    private readonly EventSeals seals = new(sealer);
    private readonly ClaimSeals claims = new(sealer);

    /// <inheritdoc />
    public async ValueTask<AddedEvent> AddAsync(
        PatientScope scope, EventAddition addition, IdempotencyKey? key, CancellationToken cancellationToken = default)
    {
        var addedEvent = Seal(scope.Patient, addition);
        var claim = key is null ? null : claims.Seal(scope, key, Encoding.UTF8.GetBytes(addition.Id));
        var now = Now();
        var (position, earlier) = await database.WriteAsync(session => Add(session, scope, addedEvent, addition.Status, claim, now), cancellationToken);

        if (position is { } created)
            return new AddedEvent(AddOutcome.Created, NewVersion(scope, addedEvent, addition.Content, addition.Status, now, now, created));
        if (earlier is { SameRequest: false })
            return new AddedEvent(AddOutcome.KeyReused, null);
        var id = earlier is null ? addition.Id : Encoding.UTF8.GetString(claims.OpenPlan(claim!, earlier.SealedPlan));
        var first = await database.WriteAsync(session => ReadAgain(session, scope, "timeline.add", id, version: 1), cancellationToken);
        return new AddedEvent(AddOutcome.Repeated, seals.Open(scope.Patient, first));
    }

    /// <inheritdoc />
    public async ValueTask<int> AddManyAsync(
        PatientScope scope, IReadOnlyList<EventAddition> additions, string action, CancellationToken cancellationToken = default)
    {
        var prepared = new List<(SealedEvent Event, EventStatus Status)>(additions.Count);
        foreach (var addition in additions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            prepared.Add((Seal(scope.Patient, addition), addition.Status));
        }

        var now = Now();
        return await database.WriteAsync(
            session =>
            {
                var added = prepared.Count(addition => EventRows.Insert(session, scope, addition.Event, addition.Status, now, now) is not null);
                trail.Append(session, Access.By(scope, action, count: added));
                return added;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<EventChanged> ChangeAsync(
        PatientScope scope, string id, int expectedVersion, EventChange change, CancellationToken cancellationToken = default)
    {
        // What does not change is sealed anew, too: a seal names its version.
        var content = change.Content ?? await ContentOfAsync(scope.Patient, id, expectedVersion, cancellationToken);
        var next = content is null ? null : seals.Seal(scope.Patient, id, expectedVersion + 1, content);
        var claim = change.Key is null ? null : claims.Seal(scope, change.Key, EventVersion.ToPlan(id, expectedVersion + 1));
        var now = Now();
        var (outcome, current, position, earlier) = await database.WriteAsync(
            session => Change(session, scope, id, expectedVersion, change, next, claim, now),
            cancellationToken);

        if (outcome == ChangeOutcome.Repeated)
        {
            var made = EventVersion.OfPlan(claims.OpenPlan(claim!, earlier!.SealedPlan));
            var again = await database.WriteAsync(session => ReadAgain(session, scope, change.Action, made.Id, made.Version), cancellationToken);
            return new EventChanged(outcome, seals.Open(scope.Patient, again));
        }

        return outcome switch
        {
            ChangeOutcome.Changed => new EventChanged(
                outcome, NewVersion(scope, next!, content!, change.Status ?? current!.Status, current!.CreatedAt, now, position)),
            ChangeOutcome.Missing or ChangeOutcome.KeyReused => new EventChanged(outcome, null),
            _ => new EventChanged(outcome, seals.Open(scope.Patient, current!)),
        };
    }

    /// <inheritdoc />
    public async ValueTask<TimelineEvent?> FindAsync(PatientScope scope, string id, CancellationToken cancellationToken = default)
    {
        var found = await database.WriteAsync(
            session =>
            {
                var row = EventRows.Newest(session, scope.Patient, id) is { Status: not EventStatus.Deleted } current ? current : null;
                trail.Append(session, Access.By(scope, "timeline.read", id, OutcomeOf(row is not null)));
                return row;
            },
            cancellationToken);
        return found is null ? null : seals.Open(scope.Patient, found);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<TimelineEvent>> HistoryAsync(PatientScope scope, string id, CancellationToken cancellationToken = default)
    {
        var versions = await database.WriteAsync(
            session =>
            {
                var rows = EventRows.History(session, scope.Patient, id);
                trail.Append(session, Access.By(scope, "timeline.history", id, OutcomeOf(rows.Count > 0), rows.Count));
                return rows;
            },
            cancellationToken);
        return versions.ConvertAll(row => seals.Open(scope.Patient, row));
    }

    /// <inheritdoc />
    public async ValueTask<TimelinePage> PageAsync(PatientScope scope, TimelineQuery query, CancellationToken cancellationToken = default)
    {
        if (query.Limit is < 1 or > TimelineQuery.MaxLimit)
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, $"A page has 1 to {TimelineQuery.MaxLimit} events.");
        var terms = seals.TermsOf(scope.Patient, query.Filter);
        var (rows, asOf) = await database.WriteAsync(
            session =>
            {
                var asOf = query.Cursor?.AsOf ?? EventRows.NewestPosition(session);
                // One more tells whether there is another page.
                var rows = PageStatement.Read(session, scope.Patient, query.Filter, terms, query.Order, query.Limit + 1, asOf, query.Cursor);
                trail.Append(session, Access.By(scope, "timeline.list", count: Math.Min(rows.Count, query.Limit)));
                return (rows, asOf);
            },
            cancellationToken);

        var events = rows.Take(query.Limit).Select(row => seals.Open(scope.Patient, row)).ToList();
        return new TimelinePage(events, rows.Count > query.Limit ? TimelineCursor.After(events[^1], query.Order, asOf) : null);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TimelineEvent> ScanAsync(
        PatientScope scope, TimelineFilter filter, string action, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var terms = seals.TermsOf(scope.Patient, filter);
        var (asOf, count) = await database.ReadAsync(
            session => (EventRows.NewestPosition(session), PageStatement.CountOf(session, scope.Patient, filter, terms)),
            cancellationToken);
        await database.WriteAsync(session => Note(session, Access.By(scope, action, count: count)), cancellationToken);

        for (TimelineCursor? cursor = null; ;)
        {
            var after = cursor;
            var rows = await database.ReadAsync(
                session => PageStatement.Read(session, scope.Patient, filter, terms, TimelineOrder.OldestFirst, ScanBatch, asOf, after),
                cancellationToken);
            foreach (var row in rows)
            {
                var found = seals.Open(scope.Patient, row);
                cursor = TimelineCursor.After(found, TimelineOrder.OldestFirst, asOf);
                yield return found;
            }

            if (rows.Count < ScanBatch)
                yield break;
        }
    }

    private SealedEvent Seal(PatientId owner, EventAddition addition)
    {
        if (addition.Status is not (EventStatus.Confirmed or EventStatus.Proposed))
            throw new ArgumentException("An event is added as confirmed or proposed.", nameof(addition));
        return seals.Seal(owner, addition.Id, version: 1, addition.Content);
    }

    private (long? Position, EarlierClaim? Earlier) Add(
        SqliteSession session, PatientScope scope, SealedEvent addedEvent, EventStatus status, SealedClaim? claim, DateTimeOffset now)
    {
        if (claim is not null && ClaimRows.Find(session, claim, now) is { } earlier)
        {
            if (!earlier.SameRequest)
                trail.Append(session, Access.By(scope, "timeline.add", outcome: AccessOutcome.Conflict, count: 0));
            return (null, earlier);
        }

        var position = EventRows.Insert(session, scope, addedEvent, status, now, now);
        if (position is null)
            return (null, null); // there already: ReadAgain notes it
        if (claim is not null)
            ClaimRows.Add(session, claim, now);
        trail.Append(session, Access.By(scope, "timeline.add", addedEvent.Id));
        return (position, null);
    }

    /// <summary>What an earlier request with the same key made.</summary>
    private EventRow ReadAgain(SqliteSession session, PatientScope scope, string action, string id, int version)
    {
        var made = EventRows.Version(session, scope.Patient, id, version) ?? throw new SealBrokenException("A version of an event that was stored is gone.");
        trail.Append(session, Access.By(scope, action, id, count: 0));
        return made;
    }

    private (ChangeOutcome Outcome, EventRow? Current, long Position, EarlierClaim? Earlier) Change(
        SqliteSession session,
        PatientScope scope,
        string id,
        int expectedVersion,
        EventChange change,
        SealedEvent? next,
        SealedClaim? claim,
        DateTimeOffset now)
    {
        if (claim is not null && ClaimRows.Find(session, claim, now) is { } earlier)
        {
            if (earlier.SameRequest)
                return (ChangeOutcome.Repeated, null, 0, earlier);
            trail.Append(session, Access.By(scope, change.Action, id, AccessOutcome.Conflict, count: 0));
            return (ChangeOutcome.KeyReused, null, 0, earlier);
        }

        var current = EventRows.Newest(session, scope.Patient, id);
        var outcome =
            current is null or { Status: EventStatus.Deleted } ? ChangeOutcome.Missing
            : current.Version != expectedVersion || next is null ? ChangeOutcome.Stale
            : change.OnlyFrom is { } only && current.Status != only ? ChangeOutcome.WrongStatus
            : ChangeOutcome.Changed;
        var position = 0L;
        if (outcome == ChangeOutcome.Changed)
        {
            position = EventRows.Insert(session, scope, next!, change.Status ?? current!.Status, current!.CreatedAt, now)
                ?? throw new SealBrokenException("A version of an event is there before its time.");
            EventRows.Supersede(session, current.Position, by: position);
            if (claim is not null)
                ClaimRows.Add(session, claim, now);
        }

        trail.Append(session, Access.By(scope, change.Action, id, OutcomeOf(outcome)));
        return (outcome, current, position, null);
    }

    private async ValueTask<EventContent?> ContentOfAsync(PatientId owner, string id, int version, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => EventRows.Version(session, owner, id, version), cancellationToken);
        return row is null ? null : seals.Open(owner, row).Content;
    }

    private static TimelineEvent NewVersion(
        PatientScope scope, SealedEvent stored, EventContent content, EventStatus status, DateTimeOffset createdAt, DateTimeOffset changedAt, long position) =>
        new(stored.Id, stored.Version, status, content, createdAt, changedAt, scope.Principal, position);

    private bool Note(SqliteSession session, Access access)
    {
        trail.Append(session, access);
        return true;
    }

    // As it will be read again.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private static AccessOutcome OutcomeOf(bool found) => found ? AccessOutcome.Ok : AccessOutcome.NotFound;

    private static AccessOutcome OutcomeOf(ChangeOutcome outcome) => outcome switch
    {
        ChangeOutcome.Changed => AccessOutcome.Ok,
        ChangeOutcome.Missing => AccessOutcome.NotFound,
        _ => AccessOutcome.Conflict,
    };
}
