using MediAgents.Primitives;

namespace MediAgents.Contract.Storage;

/// <summary>Short forms for tests.</summary>
public static class Scopes
{
    /// <summary>Somebody on this machine acts on the patient's data.</summary>
    public static PatientScope Scope(this PatientId patient) => new(Principal.Loopback, patient);
}
