namespace MediAgents.Grains.Embedded.Activations;

internal enum Admission
{
    /// <summary>The turn is the caller's, who must leave it.</summary>
    Entered,

    /// <summary>As many are waiting as may; nothing happened.</summary>
    Full,

    /// <summary>The activation has ended; a new one takes its place.</summary>
    Closed,
}

/// <summary>
/// Lets one turn at a time through, first come first served. Free, it costs one interlocked operation to enter and one
/// to leave; taken, callers wait in line and each is handed the turn on a thread of its own, so that a long line is
/// neither drained on one stack nor inside a lock.
/// </summary>
internal sealed class TurnGate
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int TakenWithLine = 2;
    private const int Shut = 3;

    // TakenWithLine is entered and left under the lock on the line; while it holds, only the owner of the turn moves on.
    private int state;
    private LinkedList<TaskCompletionSource<Admission>>? line;

    /// <summary>How many are in line.</summary>
    public int Waiting
    {
        get
        {
            if (Volatile.Read(ref line) is not { } waiting)
                return 0;
            lock (waiting)
            {
                return waiting.Count;
            }
        }
    }

    public bool IsFree => Volatile.Read(ref state) == Free;

    public bool TryEnter() => Interlocked.CompareExchange(ref state, Taken, Free) == Free;

    /// <summary>Enters, waiting if need be. A caller whose token is cancelled while it waits gives up its place.</summary>
    public ValueTask<Admission> EnterAsync(int capacity, CancellationToken cancellationToken)
    {
        if (TryEnter())
        {
            return new(Admission.Entered);
        }

        var waiting = LazyInitializer.EnsureInitialized(ref line, static () => new());
        LinkedListNode<TaskCompletionSource<Admission>> place;
        lock (waiting)
        {
            if (!TryJoin(out var admission))
            {
                return new(admission);
            }

            if (waiting.Count >= capacity)
            {
                return new(Admission.Full);
            }

            place = waiting.AddLast(new TaskCompletionSource<Admission>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return new(cancellationToken.CanBeCanceled ? WaitAsync(place, cancellationToken) : place.Value.Task);
    }

    public void Leave()
    {
        if (Interlocked.CompareExchange(ref state, Free, Taken) == Taken)
        {
            return;
        }

        var waiting = line!;
        TaskCompletionSource<Admission>? next;
        lock (waiting)
        {
            next = waiting.First?.Value;
            if (next is null)
            {
                Volatile.Write(ref state, Free);
            }
            else
            {
                waiting.RemoveFirst();
            }
        }

        next?.SetResult(Admission.Entered);
    }

    /// <summary>Ends the gate for good; the owner of the turn calls this instead of leaving.</summary>
    public void Close()
    {
        if (Interlocked.CompareExchange(ref state, Shut, Taken) == Taken)
        {
            return;
        }

        foreach (var waiter in EmptyLine(shut: true))
        {
            waiter.SetResult(Admission.Closed);
        }
    }

    /// <summary>Sends away all who wait.</summary>
    public void Refuse(Func<Exception> reason)
    {
        foreach (var waiter in EmptyLine(shut: false))
        {
            waiter.SetException(reason());
        }
    }

    /// <summary>Makes the owner of the turn look at the line; false when there is no need to wait.</summary>
    private bool TryJoin(out Admission admission)
    {
        while (true)
        {
            switch (Interlocked.CompareExchange(ref state, TakenWithLine, Taken))
            {
                case Free when TryEnter():
                    admission = Admission.Entered;
                    return false;
                case Free:
                    continue;
                case Shut:
                    admission = Admission.Closed;
                    return false;
                default:
                    admission = default;
                    return true;
            }
        }
    }

    private async Task<Admission> WaitAsync(LinkedListNode<TaskCompletionSource<Admission>> place, CancellationToken cancellationToken)
    {
        await using var givingUp = cancellationToken.UnsafeRegister(
            static (arguments, token) =>
            {
                var (gate, place) = ((TurnGate, LinkedListNode<TaskCompletionSource<Admission>>))arguments!;
                gate.GiveUp(place, token);
            },
            (this, place));
        return await place.Value.Task;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<Admission>> place, CancellationToken cancellationToken)
    {
        var waiting = line!;
        lock (waiting)
        {
            if (place.List is null)
            {
                return; // It has been handed the turn already.
            }

            waiting.Remove(place);
        }

        place.Value.SetCanceled(cancellationToken);
    }

    private TaskCompletionSource<Admission>[] EmptyLine(bool shut)
    {
        if (line is not { } waiting)
        {
            return [];
        }

        lock (waiting)
        {
            if (shut)
            {
                Volatile.Write(ref state, Shut);
            }

            TaskCompletionSource<Admission>[] all = [.. waiting];
            waiting.Clear();
            return all;
        }
    }
}
