using System.Collections.Concurrent;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using MediAgents.Records.Turns;
using Microsoft.Extensions.Logging;

namespace MediAgents.Gateway.Portability;

/// <summary>
/// Erases a patient's record (requirement E5), in this order: note it, let nobody in, end the work in progress, close the record
/// for every process on the store, destroy the data keys (from here on nothing can be read, backups included), remove the rows,
/// certify. Nothing is destroyed while a request about the patient goes on: it might write, under a new key or one that is gone.
/// What was noted is finished, by this process or another; one at a time is at it.
/// </summary>
public sealed partial class RecordEraser(
    IGrains grains,
    IGrainOwners owners,
    IGrainStorage storage,
    IRecordErasure erasures,
    IDataKeyStore keys,
    Sealer sealer,
    RecordGates gates,
    IProcessTurns turns,
    TimeProvider time,
    ILogger<RecordEraser> logger) : IDisposable
{
    // Long enough for most requests to end by themselves, and for whoever follows a run to be told that it was cancelled.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // An aborted request ends at its next wait; only a store that is slow makes that long.
    private static readonly TimeSpan LongestAbort = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan UntilNextTry = TimeSpan.FromSeconds(5);

    // Longer than an erasure takes that nothing keeps up.
    private static readonly TimeSpan LongestElsewhere = TimeSpan.FromSeconds(10);

    // What a process left that does not come back is found after this.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly SemaphoreSlim unfinished = new(0);

    // Not seen finished by this process, so their gates may be closed.
    private readonly ConcurrentDictionary<string, NotedErasure> open = new(StringComparer.Ordinal);

    /// <summary>Erases everything of the patient; when this returns it is done.</summary>
    /// <exception cref="StorageUnavailableException">A store is away. If the erasure was noted, it is finished later by itself.</exception>
    /// <exception cref="TimeoutException">Requests about the patient, or work for them, have not ended yet. It is finished later by itself.</exception>
    public async Task<ErasureCertificate> EraseAsync(PatientScope scope, CancellationToken cancellationToken)
    {
        var erasure = await erasures.BeginAsync(scope, KeysOf(scope.Patient), cancellationToken);
        open[erasure.CertificateId] = erasure;
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
            open[erasure.CertificateId] = erasure;
            unfinished.Release();
        }
    }

    /// <summary>Finishes what an earlier process, or a call that failed, left; as long as the server runs.</summary>
    public async Task FinishUnfinishedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await unfinished.WaitAsync(BetweenLooks, cancellationToken);
            if (await TryFinishAllAsync(cancellationToken))
                continue;
            await Task.Delay(UntilNextTry, time, cancellationToken);
            unfinished.Release();
        }
    }

    public void Dispose()
    {
        oneAtATime.Dispose();
        unfinished.Dispose();
    }

    private async Task<bool> TryFinishAllAsync(CancellationToken cancellationToken)
    {
        var all = true;
        var listed = await TryAsync(
            async () =>
            {
                foreach (var erasure in await erasures.ListUnfinishedAsync(cancellationToken))
                    open[erasure.CertificateId] = erasure;
                foreach (var erasure in open.Values)
                    all &= await TryAsync(() => FinishAsync(erasure, cancellationToken), cancellationToken); // one that fails keeps up no other
            },
            cancellationToken);
        return listed && all;
    }

    private async Task<bool> TryAsync(Func<Task> attempt, CancellationToken cancellationToken)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            NotFinished(failure);
            return false;
        }
    }

    private async Task<ErasureCertificate> FinishAsync(NotedErasure erasure, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await using var turn = await turns.TakeAsync($"erasure {erasure.CertificateId}", LongestElsewhere, cancellationToken)
                ?? throw new TimeoutException("Another process is still erasing the record.");

            // Whoever was here before may have finished it, and the patient may have begun anew since.
            if ((await erasures.ListUnfinishedAsync(cancellationToken)).Any(other => other.CertificateId == erasure.CertificateId))
                await EraseNotedAsync(erasure, turn, cancellationToken);
            var certificate = await erasures.FinishAsync(erasure, cancellationToken); // again: the certificate of then
            await OpenAsync(erasure, cancellationToken);
            return certificate;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task OpenAsync(NotedErasure finished, CancellationToken cancellationToken)
    {
        open.TryRemove(finished.CertificateId, out _);
        var patient = finished.Scope.Patient;
        if ((await erasures.ListUnfinishedAsync(cancellationToken)).All(other => other.Scope.Patient != patient)) // it may be noted again
            gates.Open(patient);
    }

    private async Task EraseNotedAsync(NotedErasure erasure, IProcessTurn turn, CancellationToken cancellationToken)
    {
        var patient = erasure.Scope.Patient;
        var empty = gates.Close(patient);
        await CancelRunsAsync(erasure.Scope, cancellationToken);
        await erasures.CloseAsync(erasure, cancellationToken);
        await using (await owners.CloseAsync(patient, cancellationToken))
        {
            await EmptyAsync(patient, empty, cancellationToken);
            await turn.ConfirmAsync(cancellationToken); // else another process may have finished it, and the keys are new ones
            sealer.Erase(patient);
            await erasures.RemoveAsync(erasure, cancellationToken);
        }
    }

    private async Task EmptyAsync(PatientId patient, Task empty, CancellationToken cancellationToken)
    {
        await Task.WhenAny(empty, Task.Delay(Grace, time, cancellationToken));
        gates.AbortThoseInside(patient);
        await empty.WaitAsync(LongestAbort, time, cancellationToken);
    }

    /// <summary>Ends the patient's runs in good order, so that whoever follows one is told; the rest is cut off.</summary>
    private async Task CancelRunsAsync(PatientScope scope, CancellationToken cancellationToken)
    {
        if (keys.Find(scope.Patient.Hash) is null)
            return; // an earlier attempt got as far as the keys
        foreach (var key in (await storage.ListUnfinishedAsync(cancellationToken)).Where(key => key.Kind == GrainKinds.Run))
        {
            try
            {
                if ((await storage.ReadAsync(key, cancellationToken))?.Owner == scope.Patient)
                    await grains.AskAsync(key, new CancelRun(scope), cancellationToken);
            }
            catch (Exception busy) when (busy is GrainBusyException or GrainConflictException)
            {
                // It is cut off below.
            }
            catch (Exception erased) when (erased is RecordBeingErasedException or SealKeyErasedException)
            {
                // An earlier attempt got as far as to close the record, or as the keys; or the run is of another who is being erased.
            }
        }
    }

    /// <summary>The current key and the earlier ones under which something may still be sealed.</summary>
    private List<string> KeysOf(PatientId patient) =>
        [.. keys.FindEarlier(patient.Hash).Append(keys.Find(patient.Hash)).OfType<WrappedDataKey>().Select(key => key.Id.ToString())];

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "An erasure could not be finished; trying again")]
    private partial void NotFinished(Exception failure);
}
