using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;

namespace MediAgents.Records.Portability;

/// <summary>
/// Removes what a store keeps of one patient. An erasure is noted before anything of it happens, so that one that was cut short
/// is gone on with. That the data can no longer be read is the key store's doing (<see cref="Sealing.Sealer.Erase"/>), between
/// the note and the removal. The audit trail stays: it has no words of the patient.
/// </summary>
public interface IRecordErasure
{
    /// <summary>Notes, durably, that the patient's record is to be erased. When that is under way already: what was noted then.</summary>
    /// <param name="scope">Who erases whose record.</param>
    /// <param name="keyIds">The data keys the patient has now.</param>
    /// <param name="cancellationToken">Ends the wait; it may have been noted.</param>
    ValueTask<NotedErasure> BeginAsync(PatientScope scope, IReadOnlyList<string> keyIds, CancellationToken cancellationToken = default);

    /// <summary>The erasures noted and not finished, oldest first.</summary>
    ValueTask<IReadOnlyList<NotedErasure>> ListUnfinishedAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the record: from here until the erasure is finished no process on the store writes for the patient
    /// (<see cref="RecordBeingErasedException"/>), and never again under a key that the erasure destroys. Again: nothing.
    /// </summary>
    ValueTask CloseAsync(NotedErasure erasure, CancellationToken cancellationToken = default);

    /// <summary>Removes all rows of the patient, in batches between which others may write; again: what is left of them.</summary>
    ValueTask RemoveAsync(NotedErasure erasure, CancellationToken cancellationToken = default);

    /// <summary>Ends the erasure with its entry in the audit trail, in one transaction; again: the certificate of then.</summary>
    ValueTask<ErasureCertificate> FinishAsync(NotedErasure erasure, CancellationToken cancellationToken = default);
}

/// <summary>An erasure that was noted.</summary>
/// <param name="CertificateId"><c>cert_</c> and a ULID.</param>
/// <param name="Scope">Who erases whose record.</param>
/// <param name="KeyIds">The data keys it destroys.</param>
/// <param name="BegunAt">When it was noted.</param>
public sealed record NotedErasure(string CertificateId, PatientScope Scope, IReadOnlyList<string> KeyIds, DateTimeOffset BegunAt);
