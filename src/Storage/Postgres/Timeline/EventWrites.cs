using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Idempotency;
using MediAgents.Storage.Postgres.Idempotency;
using MediAgents.Storage.Timeline;

namespace MediAgents.Storage.Postgres.Timeline;

/// <summary>Changes of a timeline within the writer's transaction, each with its entry in the audit trail.</summary>
internal static class EventWrites
{
    public static async Task<(long? Position, EarlierClaim? Earlier)> AddAsync(
        PostgresTransaction transaction, PatientScope scope, SealedEvent addedEvent, EventStatus status, SealedClaim? claim, DateTimeOffset now)
    {
        if (claim is not null && await ClaimRows.FindAsync(transaction, claim, now) is { } earlier)
        {
            if (!earlier.SameRequest)
                transaction.Record(Access.By(scope, "timeline.add", outcome: AccessOutcome.Conflict, count: 0));
            return (null, earlier);
        }

        var position = await EventRows.InsertAsync(transaction, scope, addedEvent, status, now, now);
        if (position is null)
            return (null, null); // there already: ReadAgainAsync notes it
        if (claim is not null)
            await ClaimRows.AddAsync(transaction, claim, now);
        transaction.Record(Access.By(scope, "timeline.add", addedEvent.Id));
        return (position, null);
    }

    /// <summary>What an earlier request with the same key made.</summary>
    public static async Task<EventRow> ReadAgainAsync(PostgresTransaction transaction, PatientScope scope, string action, string id, int version)
    {
        var made = await EventRows.VersionAsync(transaction.Command, scope.Patient, id, version)
            ?? throw new SealBrokenException("A version of an event that was stored is gone.");
        transaction.Record(Access.By(scope, action, id, count: 0));
        return made;
    }

    public static async Task<(ChangeOutcome Outcome, EventRow? Current, long Position, EarlierClaim? Earlier)> ChangeAsync(
        PostgresTransaction transaction,
        PatientScope scope,
        string id,
        int expectedVersion,
        EventChange change,
        SealedEvent? next,
        SealedClaim? claim,
        DateTimeOffset now)
    {
        if (claim is not null && await ClaimRows.FindAsync(transaction, claim, now) is { } earlier)
        {
            if (earlier.SameRequest)
                return (ChangeOutcome.Repeated, null, 0, earlier);
            transaction.Record(Access.By(scope, change.Action, id, AccessOutcome.Conflict, count: 0));
            return (ChangeOutcome.KeyReused, null, 0, earlier);
        }

        var current = await EventRows.NewestAsync(transaction, scope.Patient, id);
        var outcome =
            current is null or { Status: EventStatus.Deleted } ? ChangeOutcome.Missing
            : current.Version != expectedVersion || next is null ? ChangeOutcome.Stale
            : change.OnlyFrom is { } only && current.Status != only ? ChangeOutcome.WrongStatus
            : ChangeOutcome.Changed;
        var position = 0L;
        if (outcome == ChangeOutcome.Changed)
        {
            position = await EventRows.InsertAsync(transaction, scope, next!, change.Status ?? current!.Status, current!.CreatedAt, now)
                ?? throw new SealBrokenException("A version of an event is there before its time.");
            await EventRows.SupersedeAsync(transaction, current.Position, by: position);
            if (claim is not null)
                await ClaimRows.AddAsync(transaction, claim, now);
        }

        transaction.Record(Access.By(scope, change.Action, id, OutcomeOf(outcome)));
        return (outcome, current, position, null);
    }

    private static AccessOutcome OutcomeOf(ChangeOutcome outcome) => outcome switch
    {
        ChangeOutcome.Changed => AccessOutcome.Ok,
        ChangeOutcome.Missing => AccessOutcome.NotFound,
        _ => AccessOutcome.Conflict,
    };
}
