using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Preconditions;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Gateway.Timeline;

/// <summary>Changes to events on the condition of <c>If-Match</c>.</summary>
internal static class EventChanges
{
    // Whoever says * wants to be last, not to wait for ever while others change the event.
    private const int MostTries = 10;

    // No event has it, so a change based on it is refused; unless its key says that it was made before.
    private const int NoVersion = 0;

    /// <summary>The new version; of a change repeated with its key, the one that the first made.</summary>
    /// <exception cref="ProblemException">
    /// 404; 412 where the current version is none of those named; 409 where the event's status does not allow the change; 422
    /// where the key was used for another.
    /// </exception>
    public static async ValueTask<TimelineEvent> ChangeAsync(
        this TimelineServices services,
        PatientScope scope,
        string id,
        IfMatch condition,
        EventChange change,
        CancellationToken cancellationToken)
    {
        await services.RequireIdAsync(scope, id, change.Action, cancellationToken);
        for (var tries = 1; ; tries++)
        {
            var version = condition.Only ?? await services.MatchingVersionAsync(scope, id, condition, cancellationToken);
            var changed = await services.Store.ChangeAsync(scope, id, version, change, cancellationToken);
            if (changed.Outcome != ChangeOutcome.Stale || condition.Only is not null || version == NoVersion || tries == MostTries)
                return Require(changed);
        }
    }

    private static async ValueTask<int> MatchingVersionAsync(
        this TimelineServices services, PatientScope scope, string id, IfMatch condition, CancellationToken cancellationToken)
    {
        var current = await services.Store.FindAsync(scope, id, cancellationToken);
        return current is not null && condition.Matches(current.Version) ? current.Version : NoVersion;
    }

    /// <summary>A malformed id is like an unknown one, and is kept out of the audit trail: it may be anything.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public static async ValueTask RequireIdAsync(
        this TimelineServices services,
        PatientScope scope,
        string id,
        string action,
        CancellationToken cancellationToken)
    {
        if (SortableId.IsValid(id, EventIds.Prefix))
            return;
        await services.Trail.RecordAsync(scope, action, subject: null, found: false, cancellationToken: cancellationToken);
        throw new ProblemException(Problem.NotFound);
    }

    private static TimelineEvent Require(EventChanged changed) => changed switch
    {
        { Outcome: ChangeOutcome.Changed or ChangeOutcome.Repeated, Event: { } stored } => stored,
        { Outcome: ChangeOutcome.KeyReused } => throw new ProblemException(Problem.IdempotencyKeyReused),
        { Outcome: ChangeOutcome.Stale } => throw new ProblemException(Problem.PreconditionFailed),
        { Outcome: ChangeOutcome.WrongStatus } => throw new ProblemException(Problem.Conflict("Only a proposal can be confirmed or rejected.")),
        _ => throw new ProblemException(Problem.NotFound),
    };
}
