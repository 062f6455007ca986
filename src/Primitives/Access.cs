namespace MediAgents.Primitives;

/// <summary>How an access ended.</summary>
public enum AccessOutcome
{
    /// <summary>Done.</summary>
    Ok,

    /// <summary>There is no such thing, or it is another patient's.</summary>
    NotFound,

    /// <summary>The principal may not act for the patient, or could not prove who they are.</summary>
    Denied,

    /// <summary>Somebody else changed it first, or the idempotency key was used for something else.</summary>
    Conflict,

    /// <summary>It was tried and failed.</summary>
    Failed,
}

/// <summary>
/// One access to data, as the audit trail keeps it: who, whose, what, on what, how it ended. It holds no patient's words.
/// </summary>
/// <param name="Principal">Who acted.</param>
/// <param name="Patient">Whose data; null where it is nobody's, e.g. a call without a valid key.</param>
/// <param name="Action">What was done, <c>area.verb</c>, e.g. <c>timeline.read</c>; at most 64 characters.</param>
/// <param name="Subject">The id of what it was done to, e.g. of an event; at most 128 characters, null for the whole area.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Count">How many things were read or written: events of a page, rows of an import.</param>
public sealed record Access(
    Principal Principal,
    PatientId? Patient,
    string Action,
    string? Subject = null,
    AccessOutcome Outcome = AccessOutcome.Ok,
    long Count = 1)
{
    /// <summary>An access by the principal of <paramref name="scope"/> to the patient's data.</summary>
    public static Access By(PatientScope scope, string action, string? subject = null, AccessOutcome outcome = AccessOutcome.Ok, long count = 1) =>
        new(scope.Principal, scope.Patient, action, subject, outcome, count);
}
