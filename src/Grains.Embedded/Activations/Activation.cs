using MediAgents.Grains.Embedded.Dispatch;
using MediAgents.Grains.Embedded.Persistence;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;

namespace MediAgents.Grains.Embedded.Activations;

/// <summary>
/// One grain in memory: made by the first message, freed when idle. Whoever has entered <see cref="Gate"/> runs turns;
/// streams and started work hold the activation and run beside turns.
/// </summary>
internal sealed class Activation(EmbeddedGrains host, KindHost kind, string id)
{
    private Grain? grain;
    private GrainContext? context;
    private int holds;
    private long lastUsed = host.Time.GetTimestamp();

    public TurnGate Gate { get; } = new();

    public GrainKey Key => new(kind.Name, id);

    public EmbeddedGrains Host => host;

    /// <summary>Whether a stream is open or work is running, which keep the activation alive.</summary>
    public bool IsHeld => Volatile.Read(ref holds) > 0;

    /// <summary>Whether the last turn is over and deactivation has begun, which keeps the gate.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>The turn's owner asks: is this a grain that is active and has nothing to load or save?</summary>
    public bool IsPlain => context is { IsPlain: true };

    /// <summary>
    /// Whether nothing is in storage of a grain that looked there, or the activation failed; a grain that has used no
    /// storage lives in memory only, and is not meant. Only a guess while a turn runs.
    /// </summary>
    public bool IsUnstored => context is null or { Persistence.IsUnstored: true };

    /// <summary>Runs a turn of a plain grain on the caller's stack and, unless it really waits, without allocating. Leaves the gate.</summary>
    public ValueTask<TReply> RunPlainTurn<TReply>(AnswerInvoker<TReply> answer, IGrainRequest<TReply> request, CancellationToken cancellationToken)
    {
        var started = host.Time.GetTimestamp();
        ValueTask<TReply> turn;
        try
        {
            turn = answer.InvokeAsync(grain!, request, cancellationToken);
        }
        catch (Exception failure)
        {
            turn = ValueTask.FromException<TReply>(failure);
        }

        if (!turn.IsCompletedSuccessfully || !context!.IsUntouched)
        {
            return FinishTurnAsync(turn, answer, request, started, cancellationToken);
        }

        var reply = turn.Result;
        LeaveTurn(started, failed: false);
        return new(reply);
    }

    /// <summary>Runs a turn of any grain, activating it if need be. Leaves the gate.</summary>
    public async ValueTask<TReply> RunTurnAsync<TReply>(AnswerInvoker<TReply> answer, IGrainRequest<TReply> request, CancellationToken cancellationToken)
    {
        using var scope = TurnScope.EnterTurn();
        var started = host.Time.GetTimestamp();
        var failed = false;
        try
        {
            await EnsureActiveAndAwakeAsync(cancellationToken);
            return await CommitTurnAsync(first: null, answer, request, cancellationToken);
        }
        catch (Exception failure)
        {
            failed = IsFailure(failure, cancellationToken);
            throw;
        }
        finally
        {
            LeaveTurn(started, failed);
        }
    }

    /// <summary>
    /// Runs <see cref="WakeUp"/> if an earlier activation left work behind; one whose work is its own needs no waking.
    /// Leaves the gate.
    /// </summary>
    public async ValueTask WakeAsync(AnswerInvoker<Unit> answer, CancellationToken cancellationToken)
    {
        using var scope = TurnScope.EnterTurn();
        bool inherits;
        try
        {
            await EnsureActiveAsync(cancellationToken);
            await (context!.Persistence?.SettleDoubtAsync(cancellationToken) ?? ValueTask.CompletedTask);
            inherits = context.MayInheritWork;
        }
        catch
        {
            Gate.Leave();
            throw;
        }

        if (!inherits)
        {
            Gate.Leave();
            return;
        }

        var started = host.Time.GetTimestamp();
        var failed = false;
        try
        {
            await CommitTurnAsync(first: null, answer, new WakeUp(), cancellationToken);
            context!.Persistence?.DisownWork();
        }
        catch (Exception failure)
        {
            failed = IsFailure(failure, cancellationToken);
            throw;
        }
        finally
        {
            LeaveTurn(started, failed);
        }
    }

    /// <summary>Opens a stream: activates the grain and holds the activation. Leaves the gate; give the hold back with <see cref="ReleaseHold"/>.</summary>
    public async ValueTask<Grain> HoldAsync(CancellationToken cancellationToken)
    {
        using var scope = TurnScope.EnterTurn();
        try
        {
            await EnsureActiveAndAwakeAsync(cancellationToken);
            Hold();
            return grain!;
        }
        finally
        {
            Gate.Leave();
        }
    }

    /// <summary>Counts a call that began at <paramref name="started"/> and ends now.</summary>
    public void CountCall(long started, bool failed) => kind.Counters.Count(host.Time.GetTimestamp() - started, failed);

    /// <summary>Whether the grain is to blame: not when the caller gave up, nor when the host stops.</summary>
    public bool IsFailure(Exception failure, CancellationToken caller) => failure switch
    {
        GrainHostStoppingException => false,
        OperationCanceledException => !caller.IsCancellationRequested && !host.IsStopping,
        _ => true,
    };

    public void Hold() => Interlocked.Increment(ref holds);

    public void ReleaseHold()
    {
        Volatile.Write(ref lastUsed, host.Time.GetTimestamp());
        if (Interlocked.Decrement(ref holds) == 0)
        {
            context?.Persistence?.Journal.ForgetRecent();
        }
    }

    /// <summary>Frees the activation if nobody has used it for <paramref name="idle"/> and nobody does now.</summary>
    public void EndIfIdle(TimeSpan idle)
    {
        if (IsHeld || !Gate.IsFree || host.Time.GetElapsedTime(Volatile.Read(ref lastUsed)) < idle || !Gate.TryEnter())
        {
            return;
        }

        if (IsHeld)
        {
            Gate.Leave(); // The last turn before ours opened a stream or started work.
            return;
        }

        var unfinished = context?.Persistence?.IsUnfinished == true;
        var ended = EndAsync(CancellationToken.None);
        if (unfinished)
        {
            host.WakeAfter(ended, Key);
        }
    }

    /// <summary>Ends the activation with its host: work is cancelled and awaited, turns in line run first.</summary>
    public async Task DrainAsync(CancellationToken deadline)
    {
        if (context?.Work is { } work)
        {
            await CancelAsync(work).WaitAsync(deadline);
        }

        if (await Gate.EnterAsync(int.MaxValue, deadline) == Admission.Entered)
        {
            await EndAsync(deadline).WaitAsync(deadline);
        }
    }

    /// <summary>Whether the grain is <paramref name="owner"/>'s, or a turn under way may yet make it so.</summary>
    public bool MayBelongTo(PatientId owner) =>
        context?.Persistence?.StoredOrIntendedOwner is { } known ? known == owner : !Gate.IsFree;

    /// <summary>Ends the activation, if it is <paramref name="owner"/>'s, as if it had never been: its owner is closed, so nothing is stored any more.</summary>
    public async Task ForgetAsync(PatientId owner, CancellationToken cancellationToken)
    {
        if (context is { Persistence: { } known, Work: { } work } && known.StoredOrIntendedOwner == owner)
            await CancelAsync(work).WaitAsync(cancellationToken);
        if (await Gate.EnterAsync(int.MaxValue, cancellationToken) != Admission.Entered)
            return;
        if (context?.Persistence is not { } persistence || persistence.StoredOrIntendedOwner != owner)
        {
            Gate.Leave();
            return;
        }

        try
        {
            // A turn in line before this one may have started more.
            await (context.Work is { } late ? CancelAsync(late).WaitAsync(cancellationToken) : Task.CompletedTask);
        }
        catch
        {
            Gate.Leave();
            throw;
        }

        await EndAsync(cancellationToken);
        persistence.Journal.EndTails();
    }

    /// <summary>Ends the activation, with its tails, while the host goes on.</summary>
    public async Task EndWithTailsAsync(CancellationToken deadline)
    {
        await DrainAsync(deadline);
        context?.Persistence?.Journal.EndTails();
    }

    /// <summary>Lets open tails end, once the host is stopping.</summary>
    public void EndTails() => context?.Persistence?.Journal.Wake();

    private async ValueTask<TReply> FinishTurnAsync<TReply>(
        ValueTask<TReply> first,
        AnswerInvoker<TReply> answer,
        IGrainRequest<TReply> request,
        long started,
        CancellationToken cancellationToken)
    {
        var failed = false;
        try
        {
            return await CommitTurnAsync(first, answer, request, cancellationToken);
        }
        catch (Exception failure)
        {
            failed = IsFailure(failure, cancellationToken);
            throw;
        }
        finally
        {
            LeaveTurn(started, failed);
        }
    }

    private async ValueTask<TReply> CommitTurnAsync<TReply>(
        ValueTask<TReply>? first,
        AnswerInvoker<TReply> answer,
        IGrainRequest<TReply> request,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt <= host.Options.MaxCommitRetries; attempt++)
        {
            try
            {
                if (first is null)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await context!.BeginTurnAsync(cancellationToken);
                }

                var reply = await (first ?? answer.InvokeAsync(grain!, request, cancellationToken));
                if (await context!.TryCommitAsync())
                {
                    return reply;
                }
            }
            catch
            {
                context!.RollBack();
                throw;
            }

            context.RollBack();
            first = null;
        }

        throw new GrainConflictException(Key);
    }

    /// <summary>Whoever comes to a grain whose earlier activation left work behind has it woken: what they wait for may depend on it.</summary>
    private async ValueTask EnsureActiveAndAwakeAsync(CancellationToken cancellationToken)
    {
        if (grain is not null)
        {
            return;
        }

        await EnsureActiveAsync(cancellationToken);
        if (context!.Persistence is { InheritsWork: true })
        {
            host.Wake(Key);
        }
    }

    private async ValueTask EnsureActiveAsync(CancellationToken cancellationToken)
    {
        if (grain is not null)
        {
            return;
        }

        host.ThrowIfStopping();
        var fresh = kind.Kind.Create(host.Services);
        context = new GrainContext(this, fresh as IStatefulGrain);
        grain = fresh;
        try
        {
            fresh.Attach(context);
            await CommitTurnAsync(first: null, ActivationInvoker.Instance, request: null!, cancellationToken);
        }
        catch
        {
            grain = null;
            context = null;
            throw;
        }
    }

    private async Task CancelAsync(StartedWork work)
    {
        try
        {
            await work.CancelAsync();
        }
        catch (Exception failure)
        {
            host.Log.WorkFailed(failure, kind.Name);
        }
    }

    private void LeaveTurn(long started, bool failed)
    {
        var now = host.Time.GetTimestamp();
        Volatile.Write(ref lastUsed, now);
        kind.Counters.Count(now - started, failed);
        Gate.Leave();
    }

    /// <summary>Deactivates and closes; the turn is ours. Messages in line go to the next activation.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        IsEnding = true;
        try
        {
            using var scope = TurnScope.EnterOutside();
            if (grain is not null)
            {
                await grain.DeactivateAsync(cancellationToken);
            }
        }
        catch (Exception failure)
        {
            host.Log.DeactivationFailed(failure, kind.Name);
        }
        finally
        {
            kind.Activations.TryRemove(new(id, this));
            Gate.Close();
            host.Group?.ActivationEnded(Key);
        }
    }
}
