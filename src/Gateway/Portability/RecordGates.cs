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
    /// <param name="patient">Whose record the request is about.</param>
    /// <param name="abort">
    /// Makes the request end soon (<see cref="AbortThoseInside"/>). Not called any more once the request has said that it ended;
    /// returns at once.
    /// </param>
    /// <exception cref="ProblemException">503: the record is being erased.</exception>
    public IDisposable Enter(PatientId patient, Action abort)
    {
        lock (sync)
        {
            var gate = Of(patient);
            if (gate.Closed is not null)
                throw new ProblemException(Problem.Unavailable("This record is being erased; try again."));
            var admission = new Admission(this, patient, abort);
            gate.Inside.Add(admission);
            return admission;
        }
    }

    /// <summary>Lets nobody in any more. Completes when those inside have left; again: waits for the same.</summary>
    public Task Close(PatientId patient)
    {
        lock (sync)
        {
            var gate = Of(patient);
            gate.Closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (gate.Inside.Count == 0)
                gate.Closed.TrySetResult();
            return gate.Closed.Task;
        }
    }

    /// <summary>Makes the requests that are inside end.</summary>
    public void AbortThoseInside(PatientId patient)
    {
        lock (sync) // so none can leave meanwhile, and what is aborted is still the request that came in
        {
            if (!gates.TryGetValue(patient, out var gate))
                return;
            foreach (var admission in gate.Inside.ToArray())
                admission.Abort();
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

    private void Leave(Admission admission)
    {
        lock (sync)
        {
            var gate = Of(admission.Patient);
            gate.Inside.Remove(admission);
            if (gate.Inside.Count == 0)
                gate.Closed?.TrySetResult();
            Forget(admission.Patient, gate);
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
        if (gate is { Inside.Count: 0, Closed: null })
            gates.Remove(patient);
    }

    private sealed class Gate
    {
        public HashSet<Admission> Inside { get; } = [];

        public TaskCompletionSource? Closed { get; set; }
    }

    private sealed class Admission(RecordGates gates, PatientId patient, Action abort) : IDisposable
    {
        public PatientId Patient { get; } = patient;

        public void Abort() => abort();

        public void Dispose() => gates.Leave(this);
    }
}
