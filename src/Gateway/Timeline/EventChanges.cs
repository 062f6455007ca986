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

    /// <summary>The new version.</summary>
    /// <exception cref="ProblemException">404, 412, or 409 where the event's status does not allow the change.</exception>
    public static async ValueTask<TimelineEvent> ChangeAsync(
        this TimelineServices services,
        PatientScope scope,
        string id,
        IfMatch condition,
        EventChange change,
        CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var version = await services.VersionToChangeAsync(scope, id, condition, change.Action, cancellationToken);
            var changed = await services.Store.ChangeAsync(scope, id, version, change, cancellationToken);
            if (changed.Outcome != ChangeOutcome.Stale || condition.Only is not null || tries == MostTries)
                return Require(changed);
        }
    }

    /// <summary>The version that a change has to be based on.</summary>
    /// <exception cref="ProblemException">404, or 412 where the current version is none of those named.</exception>
    public static async ValueTask<int> VersionToChangeAsync(
        this TimelineServices services,
        PatientScope scope,
        string id,
        IfMatch condition,
        string action,
        CancellationToken cancellationToken)
    {
        await services.RequireIdAsync(scope, id, action, cancellationToken);
        if (condition.Only is { } only)
            return only;
        var current = await services.Store.FindAsync(scope, id, cancellationToken) ?? throw new ProblemException(Problem.NotFound);
        return condition.Matches(current.Version) ? current.Version : throw new ProblemException(Problem.PreconditionFailed);
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

    public static TimelineEvent Require(EventChanged changed) => changed switch
    {
        { Outcome: ChangeOutcome.Changed, Event: { } stored } => stored,
        { Outcome: ChangeOutcome.Stale } => throw new ProblemException(Problem.PreconditionFailed),
        { Outcome: ChangeOutcome.WrongStatus } => throw new ProblemException(Problem.Conflict("Only a proposal can be confirmed or rejected.")),
        _ => throw new ProblemException(Problem.NotFound),
    };
}
