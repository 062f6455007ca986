using MediAgents.Grains.Embedded.Persistence;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Grains.Embedded.Activations;

/// <summary>
/// What the grain sees of its activation. Persistence and work come into being when first used: most grains of a busy
/// host have neither.
/// </summary>
internal sealed class GrainContext(Activation activation, IStatefulGrain? stateful) : IGrainContext
{
    private GrainPersistence? persistence = stateful is null ? null : new(activation, stateful);

    public GrainPersistence? Persistence => persistence;

    public StartedWork? Work { get; private set; }

    /// <summary>Nothing to load before a turn and nothing to save after it, as far as is known.</summary>
    public bool IsPlain => Persistence is null;

    /// <summary>The turn of a plain grain has left nothing to commit or release.</summary>
    public bool IsUntouched => Persistence is null && Work is not { HasPending: true };

    /// <summary>Whether an earlier activation may have left unfinished work, as far as is known.</summary>
    public bool MayInheritWork => Persistence is not { IsLoaded: true, InheritsWork: false };

    public GrainKey Key => activation.Key;

    public IGrains Grains => activation.Host.Group?.Grains ?? activation.Host.Entrance;

    public TimeProvider Time => activation.Host.Time;

    public PatientId? Owner
    {
        get => Persistence?.Owner;
        set => Writable.Owner = value;
    }

    public bool WakeAfterCrash
    {
        get => Persistence?.WakeAfterCrash ?? false;
        set => Writable.WakeAfterCrash = value;
    }

    public IJournal Journal => Stored.Journal;

    // A stream and a turn of a grain without state may both be the first.
    private GrainPersistence Stored =>
        persistence ?? Interlocked.CompareExchange(ref persistence, new(activation, stateful: null), null) ?? persistence;

    private GrainPersistence Writable
    {
        get
        {
            ThrowIfOutside();
            return Stored;
        }
    }

    public void Record(Access access) => Writable.Record(access);

    public void StartWork(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        ThrowIfOutside();
        (Work ??= new(activation)).Add(work);
    }

    public ValueTask BeginTurnAsync(CancellationToken cancellationToken) =>
        Persistence?.BeginTurnAsync(cancellationToken) ?? ValueTask.CompletedTask;

    /// <summary>Saves what the turn changed and lets go what waited for that; false when another writer was faster.</summary>
    public async ValueTask<bool> TryCommitAsync()
    {
        if (Persistence is not null && !await Persistence.TryCommitAsync(Work is { HasPending: true }))
        {
            return false;
        }

        Work?.Begin();
        return true;
    }

    public void RollBack()
    {
        Persistence?.RollBack();
        Work?.Forget();
    }

    public static void ThrowIfOutside()
    {
        if (TurnScope.IsOutside)
        {
            throw new InvalidOperationException("This belongs in a turn: ask the grain itself for one.");
        }
    }
}
