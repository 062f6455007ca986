using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Gateway.AuditTrail;

/// <summary>
/// For what is read through grains, which note only what they change. Recorded before the first byte is shown; where the
/// trail cannot be written nothing is (503).
/// </summary>
internal static class AccessRecording
{
    /// <param name="trail">Where to.</param>
    /// <param name="scope">Who read whose data.</param>
    /// <param name="action">What was done, e.g. <c>chat.history</c>.</param>
    /// <param name="subject">The id asked for; null for a whole area, or where it is no well-formed id: it may be anything then.</param>
    /// <param name="found">Whether there was something.</param>
    /// <param name="count">How many things.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static ValueTask RecordAsync(
        this IAuditTrail trail,
        PatientScope scope,
        string action,
        string? subject,
        bool found,
        long count = 1,
        CancellationToken cancellationToken = default) =>
        trail.RecordAsync(
            Access.By(scope, action, subject, found ? AccessOutcome.Ok : AccessOutcome.NotFound, found ? count : 0),
            cancellationToken);
}
