using System.Text.Json;
using MediAgents.Grains.Embedded.Activations;
using MediAgents.Grains.Embedded.Journals;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Grains.Embedded.Persistence;

/// <summary>
/// What is stored of one grain: as last committed, and as the current turn would have it. The turn's part is touched
/// by the owner of the turn only; streams see the committed part.
/// </summary>
internal sealed class GrainPersistence
{
    private static readonly ReadOnlyMemory<byte> NoState = "{}"u8.ToArray();

    private readonly Activation activation;
    private readonly IStatefulGrain? stateful;
    private readonly List<(string Type, ReadOnlyMemory<byte> Json)> appended = [];
    private readonly List<Access> accesses = [];

    private long version;
    private long? doubtful;
    private volatile bool current;
    private Facts committed = Facts.None;
    private Facts turn = Facts.None;
    private object? committedState;

    public GrainPersistence(Activation activation, IStatefulGrain? stateful)
    {
        this.activation = activation;
        this.stateful = stateful;
        committedState = stateful?.State;
        Journal = new ActivationJournal(activation.Host, this);
    }

    public GrainKey Key => activation.Key;

    public ActivationJournal Journal { get; }

    /// <summary>Whether the grain has been read at least once, so that owner and journal length are known.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>
    /// Whether the grain was stored as unfinished when this activation first read it, or by a turn whose work it could
    /// not begin, and was not sent a wake-up since.
    /// </summary>
    public bool InheritsWork { get; private set; }

    /// <summary>Whether there was nothing in storage when last looked.</summary>
    public bool IsUnstored => IsLoaded && Interlocked.Read(ref version) == 0;

    public bool IsUnfinished => committed.WakeAfterCrash;

    public int AppendedCount => appended.Count;

    public PatientId? Owner
    {
        get => Visible.Owner;
        set
        {
            if (turn.Owner is { } owner && value != owner)
            {
                throw new InvalidOperationException($"{Key.Kind}: the owner is set once and never changes.");
            }

            turn = turn with { Owner = value };
        }
    }

    public bool WakeAfterCrash
    {
        get => Visible.WakeAfterCrash;
        set => turn = turn with { WakeAfterCrash = value };
    }

    /// <summary>The owner as stored or, by a turn under way, intended; from outside of turns only a guess while one runs.</summary>
    public PatientId? StoredOrIntendedOwner => committed.Owner ?? turn.Owner;

    private Facts Visible => TurnScope.IsOutside ? committed : turn;

    private bool IsChanged => appended.Count > 0 || accesses.Count > 0 || turn != committed || !ReferenceEquals(stateful?.State, committedState);

    public void DisownWork() => InheritsWork = false;

    /// <summary>Finds out whether a turn that started work was stored, if that is open.</summary>
    public ValueTask SettleDoubtAsync(CancellationToken cancellationToken) =>
        doubtful is null ? ValueTask.CompletedTask : LoadAsync(cancellationToken);

    public void Append(string type, ReadOnlyMemory<byte> json) => appended.Add((type, json));

    public void Record(Access access) => accesses.Add(access);

    /// <summary>A grain with state starts each turn from what is stored; another loads when it uses the journal.</summary>
    public ValueTask BeginTurnAsync(CancellationToken cancellationToken) =>
        current || stateful is null ? ValueTask.CompletedTask : LoadAsync(cancellationToken);

    /// <summary>For reading the journal of a grain without state: finds out owner and length, between turns or within one.</summary>
    public async ValueTask EnsureLoadedAsync(CancellationToken cancellationToken)
    {
        if (IsLoaded)
        {
            return;
        }

        if (!TurnScope.IsOutside || activation.IsEnding)
        {
            await LoadAsync(cancellationToken);
            return;
        }

        if (await activation.Gate.EnterAsync(int.MaxValue, cancellationToken) == Admission.Closed)
        {
            throw new OperationCanceledException("The activation has ended.");
        }

        try
        {
            if (!IsLoaded)
            {
                await LoadAsync(cancellationToken);
            }
        }
        finally
        {
            activation.Gate.Leave();
        }
    }

    /// <summary>
    /// Saves what the turn changed, if anything. False when the stored grain moved on. After that, and after an error,
    /// which leaves open whether the commit happened, the next turn reads the grain again. Work such a commit may have
    /// promised is not begun here but left to a wake-up.
    /// </summary>
    public async ValueTask<bool> TryCommitAsync(bool startsWork)
    {
        if (!IsChanged)
        {
            return true;
        }

        activation.Host.Owners.ThrowIfClosed(turn.Owner, Key);
        var state = stateful is null ? NoState : JsonSerializer.SerializeToUtf8Bytes(stateful.State, stateful.StateType, WireJson.Options);
        if (!current)
        {
            await LoadAsync(CancellationToken.None);
        }

        var entries = NumberAppended();
        var stored = new StoredGrain(version + 1, turn.Owner, state, Journal.Length + entries.Length, turn.WakeAfterCrash);
        current = false;
        try
        {
            if (!await activation.Host.Storage.CommitAsync(new GrainCommit(Key, version, stored, entries, [.. accesses]), CancellationToken.None))
            {
                return false;
            }
        }
        catch when (startsWork && stored.WakeAfterCrash)
        {
            doubtful = version;
            activation.Host.Wake(Key);
            throw;
        }

        current = true;
        version = stored.Version;
        committed = turn;
        Accept(stateful?.State);
        appended.Clear();
        accesses.Clear();
        Journal.Publish(stored.JournalLength, entries, keep: startsWork || activation.IsHeld);
        return true;
    }

    public void RollBack()
    {
        appended.Clear();
        accesses.Clear();
        turn = committed;
        Accept(committedState);
    }

    private JournalEntry[] NumberAppended()
    {
        var seq = Journal.Length;
        return [.. appended.Select(entry => new JournalEntry(++seq, entry.Type, entry.Json))];
    }

    /// <summary>Reads the grain; what the turn has changed so far (a grain without state may have) stays changed.</summary>
    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await activation.Host.Storage.ReadAsync(Key, cancellationToken);
        activation.Host.Owners.ThrowIfClosed(stored?.Owner, Key);
        var loaded = stored is null ? Facts.None : new Facts(stored.Owner, stored.WakeAfterCrash);
        if (turn.Owner is { } set && loaded.Owner is { } owner && set != owner)
        {
            throw new InvalidOperationException($"{Key.Kind}: the owner is set once and never changes.");
        }

        var state = stateful is null ? null : Deserialize(stateful, stored);
        turn = new Facts(
            turn.Owner ?? loaded.Owner,
            turn.WakeAfterCrash == committed.WakeAfterCrash ? loaded.WakeAfterCrash : turn.WakeAfterCrash);
        committed = loaded;
        version = stored?.Version ?? 0;
        Accept(state);
        Journal.Publish(stored?.JournalLength ?? 0, [], keep: false);
        InheritsWork |= loaded.WakeAfterCrash && (!IsLoaded || version > doubtful);
        doubtful = null;
        IsLoaded = true;
        current = true;
    }

    private void Accept(object? state)
    {
        if (stateful is not null)
        {
            committedState = state;
            stateful.State = state!;
        }
    }

    private static object Deserialize(IStatefulGrain stateful, StoredGrain? stored) =>
        (stored is null ? null : JsonSerializer.Deserialize(stored.State.Span, stateful.StateType, WireJson.Options)) ?? stateful.NewState();

    /// <summary>What is stored beside state and journal. Immutable, so that streams read it whole.</summary>
    private sealed record Facts(PatientId? Owner, bool WakeAfterCrash)
    {
        public static Facts None { get; } = new(null, false);
    }
}
