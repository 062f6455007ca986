namespace MediAgents.Grains.Hosting;

/// <summary>
/// A grain without state of its own. Implements <see cref="IAnswer{TRequest,TReply}"/> for each request it answers
/// and <see cref="IStream{TRequest,TItem}"/> for each it streams; the host calls these one turn at a time.
/// </summary>
public abstract class Grain
{
    private IGrainContext? context;

    /// <summary>The grain's identity and what its host offers; set by the host before activation.</summary>
    protected IGrainContext Context => context ?? throw new InvalidOperationException("The grain is not activated.");

    /// <summary>For hosts: ties the grain to its activation.</summary>
    public void Attach(IGrainContext grainContext) => context = grainContext;

    /// <summary>
    /// Runs once, before the first turn; a failure fails the message that activated the grain, and the next message
    /// activates it anew. It is a turn: what it changes is committed before the first turn begins.
    /// </summary>
    public virtual ValueTask ActivateAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Runs once, after the last turn of this activation, when it ends in good order (never after a crash).
    /// It is no turn: state and journal can no longer be changed.
    /// </summary>
    public virtual ValueTask DeactivateAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>
/// A grain with a persisted state, an immutable record. A turn assigns a new value to <see cref="State"/>;
/// the host saves it, together with what the turn appended to the journal, before it gives the reply out.
/// A turn that throws leaves state and journal as they were. A turn may be run again after a lost race,
/// so what it does beside state and journal must be idempotent.
/// </summary>
public abstract class Grain<TState> : Grain, IStatefulGrain
    where TState : class, new()
{
    private TState state;
    private TState committed;

    protected Grain() => committed = state = new TState();

    /// <summary>The state: in a turn, as this turn has it so far; in a stream or started work, as last committed.</summary>
    /// <exception cref="InvalidOperationException">Set outside of a turn.</exception>
    protected TState State
    {
        get => TurnScope.IsOutside ? committed : state;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (TurnScope.IsOutside)
            {
                throw new InvalidOperationException("State is changed in a turn only.");
            }

            state = value;
        }
    }

    Type IStatefulGrain.StateType => typeof(TState);

    object IStatefulGrain.State
    {
        get => state;
        set => committed = state = (TState)value;
    }

    object IStatefulGrain.NewState() => new TState();
}

/// <summary>For hosts: the state of a grain, untyped.</summary>
public interface IStatefulGrain
{
    Type StateType { get; }

    /// <summary>
    /// Read: as the turn has it so far. Set by the host, between turns or at the end of one: the committed state,
    /// which streams see from then on.
    /// </summary>
    object State { get; set; }

    object NewState();
}

/// <summary>Answers one kind of request in one turn.</summary>
public interface IAnswer<in TRequest, TReply>
    where TRequest : IGrainRequest<TReply>
{
    ValueTask<TReply> AnswerAsync(TRequest request, CancellationToken cancellationToken);
}

/// <summary>Streams the answer to one kind of request. Reads only; may be running while turns go on.</summary>
public interface IStream<in TRequest, out TItem>
    where TRequest : IGrainStreamRequest<TItem>
{
    IAsyncEnumerable<TItem> StreamAsync(TRequest request, CancellationToken cancellationToken);
}

/// <summary>
/// Sent by the host to a grain whose last turn asked to be woken (<see cref="IGrainContext.WakeAfterCrash"/>)
/// and whose activation was lost: after a start (embedded) or by a reminder (Orleans).
/// </summary>
public sealed record WakeUp : IGrainRequest<Unit>;

/// <summary>The reply that says only: done.</summary>
public sealed record Unit
{
    public static Unit Value { get; } = new();
}
