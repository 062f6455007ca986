using System.Runtime.CompilerServices;
using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Idempotency;
using MediAgents.Storage.Postgres.Erasure;
using MediAgents.Storage.Postgres.Idempotency;
using MediAgents.Storage.Timeline;

namespace MediAgents.Storage.Postgres.Timeline;

/// <summary>
/// Timelines in PostgreSQL. What is bounded is read by the writer, in the transaction that notes the access; contents are
/// sealed and opened on the caller's thread.
/// </summary>
internal sealed class PostgresTimelineStore(PostgresDatabase database, PostgresWriter writer, Sealer sealer, TimeProvider time) : ITimelineStore
{
    private const int ScanBatch = 500;

    // Rows of one statement of an import.
    private const int ImportBatch = 1000;

    private readonly EventSeals seals = new(sealer);
    private readonly ClaimSeals claims = new(sealer);

    /// <inheritdoc />
    public async ValueTask<AddedEvent> AddAsync(
        PatientScope scope, EventAddition addition, IdempotencyKey? key, CancellationToken cancellationToken = default) =>
        await SealedAnew.WriteAsync(sealer, scope.Patient, () => AddOnceAsync(scope, addition, key, cancellationToken));

    /// <inheritdoc />
    public async ValueTask<int> AddManyAsync(
        PatientScope scope, IReadOnlyList<EventAddition> additions, string action, CancellationToken cancellationToken = default) =>
        await SealedAnew.WriteAsync(sealer, scope.Patient, () => AddManyOnceAsync(scope, additions, action, cancellationToken));

    /// <inheritdoc />
    public async ValueTask<EventChanged> ChangeAsync(
        PatientScope scope, string id, int expectedVersion, EventChange change, CancellationToken cancellationToken = default) =>
        await SealedAnew.WriteAsync(sealer, scope.Patient, () => ChangeOnceAsync(scope, id, expectedVersion, change, cancellationToken));

    /// <inheritdoc />
    public async ValueTask<TimelineEvent?> FindAsync(PatientScope scope, string id, CancellationToken cancellationToken = default)
    {
        var found = await writer.WriteAsync(
            async transaction =>
            {
                var row = await EventRows.NewestAsync(transaction, scope.Patient, id) is { Status: not EventStatus.Deleted } current ? current : null;
                transaction.Record(Access.By(scope, "timeline.read", id, OutcomeOf(row is not null)));
                return row;
            },
            cancellationToken);
        return found is null ? null : seals.Open(scope.Patient, found);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<TimelineEvent>> HistoryAsync(PatientScope scope, string id, CancellationToken cancellationToken = default)
    {
        var versions = await writer.WriteAsync(
            async transaction =>
            {
                var rows = await EventRows.HistoryAsync(transaction, scope.Patient, id);
                transaction.Record(Access.By(scope, "timeline.history", id, OutcomeOf(rows.Count > 0), rows.Count));
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
        var (rows, asOf) = await SealedAnew.WriteAsync(sealer, scope.Patient, () => ReadPageAsync(scope, query, cancellationToken));
        var events = rows.Take(query.Limit).Select(row => seals.Open(scope.Patient, row)).ToList();
        return new TimelinePage(events, rows.Count > query.Limit ? TimelineCursor.After(events[^1], query.Order, asOf) : null);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TimelineEvent> ScanAsync(
        PatientScope scope, TimelineFilter filter, string action, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (terms, asOf) = await SealedAnew.WriteAsync(sealer, scope.Patient, () => BeginScanAsync(scope, filter, action, cancellationToken));
        for (TimelineCursor? cursor = null; ;)
        {
            var after = cursor;
            var rows = await database.ReadAsync(
                connection => PageStatement.ReadAsync(
                    connection.Command, scope.Patient, filter, terms, TimelineOrder.OldestFirst, ScanBatch, asOf, after, cancellationToken),
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

    private async Task<AddedEvent> AddOnceAsync(
        PatientScope scope, EventAddition addition, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var addedEvent = Seal(scope.Patient, addition);
        var claim = key is null ? null : claims.Seal(scope, key, Encoding.UTF8.GetBytes(addition.Id));
        var now = Now();
        var (position, earlier) = await writer.WriteAsync(
            SealedFor.Of(scope.Patient, [addedEvent.SealedContent, claim?.SealedPlan]),
            transaction => EventWrites.AddAsync(transaction, scope, addedEvent, addition.Status, claim, now),
            cancellationToken);

        if (position is { } created)
            return new AddedEvent(AddOutcome.Created, NewVersion(scope, addedEvent, addition.Content, addition.Status, now, now, created));
        if (earlier is { SameRequest: false })
            return new AddedEvent(AddOutcome.KeyReused, null);
        var id = earlier is null ? addition.Id : Encoding.UTF8.GetString(claims.OpenPlan(claim!, earlier.SealedPlan));
        var first = await writer.WriteAsync(transaction => EventWrites.ReadAgainAsync(transaction, scope, "timeline.add", id, version: 1), cancellationToken);
        return new AddedEvent(AddOutcome.Repeated, seals.Open(scope.Patient, first));
    }

    private async Task<int> AddManyOnceAsync(
        PatientScope scope, IReadOnlyList<EventAddition> additions, string action, CancellationToken cancellationToken)
    {
        var prepared = new List<(SealedEvent Event, EventStatus Status)>(additions.Count);
        foreach (var addition in additions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            prepared.Add((Seal(scope.Patient, addition), addition.Status));
        }

        var now = Now();
        return await writer.WriteAsync(
            SealedFor.Of(scope.Patient, prepared.Select(one => one.Event.SealedContent)),
            async transaction =>
            {
                var added = 0;
                foreach (var batch in prepared.Chunk(ImportBatch))
                    added += await EventRows.InsertFirstAsync(transaction, scope, batch, now);
                transaction.Record(Access.By(scope, action, count: added));
                return added;
            },
            cancellationToken);
    }

    private async Task<EventChanged> ChangeOnceAsync(
        PatientScope scope, string id, int expectedVersion, EventChange change, CancellationToken cancellationToken)
    {
        // What does not change is sealed anew, too: a seal names its version.
        var content = change.Content ?? await ContentOfAsync(scope.Patient, id, expectedVersion, cancellationToken);
        var next = content is null ? null : seals.Seal(scope.Patient, id, expectedVersion + 1, content);
        var claim = change.Key is null ? null : claims.Seal(scope, change.Key, EventVersion.ToPlan(id, expectedVersion + 1));
        var now = Now();
        var (outcome, current, position, earlier) = await writer.WriteAsync(
            SealedFor.Of(scope.Patient, [next?.SealedContent, claim?.SealedPlan]),
            transaction => EventWrites.ChangeAsync(transaction, scope, id, expectedVersion, change, next, claim, now),
            cancellationToken);

        if (outcome == ChangeOutcome.Repeated)
        {
            var made = EventVersion.OfPlan(claims.OpenPlan(claim!, earlier!.SealedPlan));
            var again = await writer.WriteAsync(transaction => EventWrites.ReadAgainAsync(transaction, scope, change.Action, made.Id, made.Version), cancellationToken);
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

    private async Task<(List<EventRow> Rows, long AsOf)> ReadPageAsync(PatientScope scope, TimelineQuery query, CancellationToken cancellationToken)
    {
        var under = TermsUnder(scope.Patient, query.Filter); // first, so that the terms are under this key or a later one
        var terms = seals.TermsOf(scope.Patient, query.Filter);
        return await writer.WriteAsync(
            under,
            async transaction =>
            {
                var asOf = query.Cursor?.AsOf ?? await EventRows.NewestPositionAsync(transaction.Command);
                // One more tells whether there is another page.
                var rows = await PageStatement.ReadAsync(
                    transaction.Command, scope.Patient, query.Filter, terms, query.Order, query.Limit + 1, asOf, query.Cursor, CancellationToken.None);
                transaction.Record(Access.By(scope, "timeline.list", count: Math.Min(rows.Count, query.Limit)));
                return (rows, asOf);
            },
            cancellationToken);
    }

    /// <summary>Counts what a scan will give out, and notes it.</summary>
    private async Task<(BlindTerms Terms, long AsOf)> BeginScanAsync(PatientScope scope, TimelineFilter filter, string action, CancellationToken cancellationToken)
    {
        var under = TermsUnder(scope.Patient, filter);
        var terms = seals.TermsOf(scope.Patient, filter);
        var asOf = await database.ReadAsync(connection => EventRows.NewestPositionAsync(connection.Command), cancellationToken);
        var count = await database.ReadAsync(
            connection => PageStatement.CountAsync(connection.Command, scope.Patient, filter, terms, asOf, cancellationToken),
            cancellationToken);
        return await writer.WriteAsync(
            under,
            transaction =>
            {
                transaction.Record(Access.By(scope, action, count: count));
                return Task.FromResult((terms, asOf));
            },
            cancellationToken);
    }

    private SealedFor? TermsUnder(PatientId owner, TimelineFilter filter) =>
        filter is { Type: null, Code: null, BodyPart: null } ? null : SealedFor.Terms(sealer, owner);

    private SealedEvent Seal(PatientId owner, EventAddition addition)
    {
        if (addition.Status is not (EventStatus.Confirmed or EventStatus.Proposed))
            throw new ArgumentException("An event is added as confirmed or proposed.", nameof(addition));
        return seals.Seal(owner, addition.Id, version: 1, addition.Content);
    }

    private async ValueTask<EventContent?> ContentOfAsync(PatientId owner, string id, int version, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(connection => EventRows.VersionAsync(connection.Command, owner, id, version), cancellationToken);
        return row is null ? null : seals.Open(owner, row).Content;
    }

    private static TimelineEvent NewVersion(
        PatientScope scope, SealedEvent stored, EventContent content, EventStatus status, DateTimeOffset createdAt, DateTimeOffset changedAt, long position) =>
        new(stored.Id, stored.Version, status, content, createdAt, changedAt, scope.Principal, position);

    // As it will be read again.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private static AccessOutcome OutcomeOf(bool found) => found ? AccessOutcome.Ok : AccessOutcome.NotFound;
}
