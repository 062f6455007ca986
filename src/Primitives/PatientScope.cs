using System.Text.Json.Serialization;

namespace MediAgents.Primitives;

/// <summary>
/// Who acts on whose data: part of every call to a store of patients' data. It cannot be made for a principal who may not
/// act for the patient, so that the separation of users does not rest on the interface above.
/// </summary>
public sealed record PatientScope
{
    /// <exception cref="AccessDeniedException">The principal may not act for the patient.</exception>
    [JsonConstructor]
    public PatientScope(Principal principal, PatientId patient)
    {
        if (!principal.MayActFor(patient))
            throw new AccessDeniedException(principal, patient);
        Principal = principal;
        Patient = patient;
    }

    public Principal Principal { get; }

    public PatientId Patient { get; }
}

/// <summary>A principal asked for the data of somebody they may not act for. Over HTTP a 404, as if there were no such data.</summary>
public sealed class AccessDeniedException(Principal principal, PatientId patient) : Exception("The principal may not act for this patient.")
{
    public Principal Principal { get; } = principal;

    public PatientId Patient { get; } = patient;
}
