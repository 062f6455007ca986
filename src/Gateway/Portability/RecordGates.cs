using MediAgents.Gateway.Problems;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Portability;

/// <summary>
/// Lets requests about a patient in while the patient's record is not being erased, and tells when those let in have ended.
/// Safe for concurrent use.
/// </summary>
public sealed class RecordGates
{
    private readonly Lock sync = new();
    private readonly Dictionary<PatientId, Gate> gates = [];

    /// <summary>Lets a request in; disposing says that it has ended.</summary>
    /// <exception cref="ProblemException">503: the record is being erased.</exception>
    public IDisposable Enter(PatientId patient)
    {
        lock (sync)
        {
            var gate = Of(patient);
            if (gate.Closed is not null)
                throw new ProblemException(Problem.Unavailable("This record is being erased; try again."));
            gate.Inside++;
        }

        return new Admission(this, patient);
    }

    /// <summary>Lets nobody in any more. Completes when those inside have left; again: waits for the same.</summary>
    public Task Close(PatientId patient)
    {
        lock (sync)
        {
            var gate = Of(patient);
            gate.Closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (gate.Inside == 0)
                gate.Closed.TrySetResult();
            return gate.Closed.Task;
        }
    }

    /// <summary>Lets requests in again.</summary>
    public void Open(PatientId patient)
    {
        lock (sync)
        {
            var gate = Of(patient);
            gate.Closed = null;
            Forget(patient, gate);
        }
    }

    private void Leave(PatientId patient)
    {
        lock (sync)
        {
            var gate = Of(patient);
            gate.Inside--;
            if (gate.Inside == 0)
                gate.Closed?.TrySetResult();
            Forget(patient, gate);
        }
    }

    private Gate Of(PatientId patient)
    {
        if (!gates.TryGetValue(patient, out var gate))
            gates[patient] = gate = new Gate();
        return gate;
    }

    // Only patients with a request under way, or being erased, are remembered.
    private void Forget(PatientId patient, Gate gate)
    {
        if (gate is { Inside: 0, Closed: null })
            gates.Remove(patient);
    }

    private sealed class Gate
    {
        public int Inside { get; set; }

        public TaskCompletionSource? Closed { get; set; }
    }

    private sealed class Admission(RecordGates gates, PatientId patient) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                gates.Leave(patient);
        }
    }
}
