using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Grains.Hosting;

/// <summary>
/// What a host offers to one activation. Members marked "turn" may be used inside a turn only,
/// and throw <see cref="InvalidOperationException"/> in a stream or in started work.
/// </summary>
public interface IGrainContext
{
    GrainKey Key { get; }

    /// <summary>The other grains.</summary>
    IGrains Grains { get; }

    TimeProvider Time { get; }

    /// <summary>
    /// Whose data this grain holds; null until set. Set (turn) at most once, in the turn that first stores something:
    /// it is written with the state, seals it, and can never change.
    /// </summary>
    PatientId? Owner { get; set; }

    /// <summary>
    /// The grain's journal. Appending (turn) becomes durable with the turn; reading and tailing see committed entries.
    /// </summary>
    IJournal Journal { get; }

    /// <summary>
    /// Set (turn) to true while there is unfinished work that must go on after a crash: the host then sends
    /// <see cref="WakeUp"/> once the activation is lost. Stored with the state.
    /// </summary>
    bool WakeAfterCrash { get; set; }

    /// <summary>
    /// Notes (turn) an access for the audit trail. It is written with the turn's commit, in the same transaction; a turn that
    /// throws leaves no trace of it.
    /// </summary>
    void Record(Access access);

    /// <summary>
    /// Starts long work outside of turns (a model call, OCR), owned by this activation: it asks the grain itself for
    /// each short turn it needs. It keeps the activation alive and is cancelled when the activation ends.
    /// Work started in a turn begins once that turn is committed; if the turn fails, it never begins.
    /// An exception from it is logged by the host.
    /// </summary>
    void StartWork(Func<CancellationToken, Task> work);
}
