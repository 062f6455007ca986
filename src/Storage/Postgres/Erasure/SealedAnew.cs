using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Postgres.Erasure;

/// <summary>Lets a patient erased by another process begin anew in this one, which has the erased key in memory still.</summary>
internal static class SealedAnew
{
    /// <summary>
    /// Seals and writes; once more when the key in memory turns out to have been erased, then under the key that the patient
    /// has by now.
    /// </summary>
    /// <exception cref="RecordBeingErasedException">The record is being erased, or was for the second time.</exception>
    public static async Task<TResult> WriteAsync<TResult>(Sealer sealer, PatientId owner, Func<Task<TResult>> sealAndWrite)
    {
        try
        {
            return await sealAndWrite();
        }
        catch (ErasedKeyException)
        {
            sealer.Forget(owner);
        }

        try
        {
            return await sealAndWrite();
        }
        catch (ErasedKeyException)
        {
            throw new RecordBeingErasedException();
        }
    }
}
