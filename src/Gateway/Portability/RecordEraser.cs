using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using Microsoft.Extensions.Logging;

namespace MediAgents.Gateway.Portability;

/// <summary>
/// Erases a patient's record (requirement E5), in this order: note it, let nobody in, end the work in progress, destroy the data
/// keys (from here on nothing can be read, backups included), remove the rows, certify. What was noted is finished, by this
/// process or the next.
/// </summary>
public sealed partial class RecordEraser(
    IGrains grains,
    IGrainOwners owners,
    IGrainStorage storage,
    IRecordErasure erasures,
    IDataKeyStore keys,
    Sealer sealer,
    RecordGates gates,
    TimeProvider time,
    ILogger<RecordEraser> logger) : IDisposable
{
    // What is still inside then only reads, or has sealed nothing yet: a store seals and writes in one call of milliseconds.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly SemaphoreSlim unfinished = new(0);

    /// <summary>Erases everything of the patient; when this returns it is done.</summary>
    /// <exception cref="StorageUnavailableException">A store is away. If the erasure was noted, it is finished later by itself.</exception>
    public async Task<ErasureCertificate> EraseAsync(PatientScope scope, CancellationToken cancellationToken)
    {
        var erasure = await erasures.BeginAsync(scope, KeysOf(scope.Patient), cancellationToken);
        try
        {
            return await FinishAsync(erasure, CancellationToken.None); // noted is noted, whether or not somebody waits for it
        }
        catch
        {
            unfinished.Release();
            throw;
        }
    }

    /// <summary>Lets nobody in whose record is being erased; before requests are taken.</summary>
    public async Task CloseUnfinishedAsync(CancellationToken cancellationToken)
    {
        foreach (var erasure in await erasures.ListUnfinishedAsync(cancellationToken))
        {
            _ = gates.Close(erasure.Scope.Patient);
            unfinished.Release();
        }
    }

    /// <summary>Finishes what an earlier process, or a call that failed, left; as long as the server runs.</summary>
    public async Task FinishUnfinishedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await unfinished.WaitAsync(cancellationToken);
            try
            {
                foreach (var erasure in await erasures.ListUnfinishedAsync(cancellationToken))
                    await FinishAsync(erasure, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                NotFinished(failure);
                await Task.Delay(TimeSpan.FromSeconds(5), time, cancellationToken);
                unfinished.Release();
            }
        }
    }

    public void Dispose()
    {
        oneAtATime.Dispose();
        unfinished.Dispose();
    }

    private async Task<ErasureCertificate> FinishAsync(NotedErasure erasure, CancellationToken cancellationToken)
    {
        var patient = erasure.Scope.Patient;
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var empty = gates.Close(patient);
            await CancelRunsAsync(erasure.Scope, cancellationToken);
            using (await owners.CloseAsync(patient, cancellationToken))
            {
                await Task.WhenAny(empty, Task.Delay(LongestWait, time, cancellationToken));
                sealer.Erase(patient);
                await erasures.RemoveAsync(erasure, cancellationToken);
            }

            var certificate = await erasures.FinishAsync(erasure, cancellationToken);
            gates.Open(patient);
            return certificate;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Ends the patient's runs in good order, so that whoever follows one is told; the rest is cut off.</summary>
    private async Task CancelRunsAsync(PatientScope scope, CancellationToken cancellationToken)
    {
        if (keys.Find(scope.Patient.Hash) is null)
            return; // an earlier attempt got as far as the keys
        foreach (var key in await storage.ListUnfinishedAsync(cancellationToken))
        {
            if (key.Kind != GrainKinds.Run || (await storage.ReadAsync(key, cancellationToken))?.Owner != scope.Patient)
                continue;
            try
            {
                await grains.AskAsync(key, new CancelRun(scope), cancellationToken);
            }
            catch (Exception busy) when (busy is GrainBusyException or GrainConflictException)
            {
                // It is cut off below.
            }
        }
    }

    /// <summary>The current key and the earlier ones under which something may still be sealed.</summary>
    private List<string> KeysOf(PatientId patient) =>
        [.. keys.FindEarlier(patient.Hash).Append(keys.Find(patient.Hash)).OfType<WrappedDataKey>().Select(key => key.Id.ToString())];

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "An erasure could not be finished; trying again")]
    private partial void NotFinished(Exception failure);
}
