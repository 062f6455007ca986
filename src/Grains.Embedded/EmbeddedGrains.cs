using System.Runtime.CompilerServices;
using MediAgents.Grains.Embedded.Activations;
using MediAgents.Grains.Embedded.Dispatch;
using MediAgents.Grains.Embedded.Lifecycle;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Embedded;

/// <summary>
/// The grains of one process. Messages to an idle grain run on the caller's thread; others wait in line, first come
/// first served. Thread-safe.
/// </summary>
public sealed class EmbeddedGrains : IGrains, IGrainHostStatistics, IGrainOwners, IAsyncDisposable
{
    private readonly Dictionary<string, KindHost> kinds = [];
    private readonly IdleSweep sweep;
    private readonly Waking waking;
    private readonly Lock draining = new();
    private readonly CancellationTokenSource streamsEnd = new();
    private Task? drained;
    private volatile bool stopping;

    /// <exception cref="ArgumentException">An option is out of range, two kinds have one name, or a type is no grain.</exception>
    public EmbeddedGrains(
        IEnumerable<GrainKind> kinds,
        IServiceProvider services,
        IGrainStorage storage,
        TimeProvider time,
        EmbeddedGrainOptions options,
        ILogger<EmbeddedGrains> logger,
        IHostGroup? group = null)
    {
        options.Validate();
        foreach (var kind in kinds)
        {
            Add(kind);
        }

        Kinds = [.. this.kinds.Values.Select(kind => kind.Kind)];
        Services = services;
        Storage = storage;
        Time = time;
        Options = options;
        Log = new Log(logger);
        Group = group;
        Owners = new OwnerClosing(this);
        waking = new Waking(this);
        sweep = new IdleSweep(this);
        Entrance = this;
    }

    /// <inheritdoc/>
    public IReadOnlyList<GrainKind> Kinds { get; }

    /// <summary>Whether the host drains, or has.</summary>
    public bool IsStopping => stopping;

    internal IServiceProvider Services { get; }

    internal IGrainStorage Storage { get; }

    internal TimeProvider Time { get; }

    internal EmbeddedGrainOptions Options { get; }

    internal Log Log { get; }

    internal OwnerClosing Owners { get; }

    /// <summary>The hosts this one is part of; null when it is alone.</summary>
    internal IHostGroup? Group { get; }

    /// <summary>Where calls of grains among each other go in: this host, with what the application put around it.</summary>
    internal IGrains Entrance { get; set; }

    internal IEnumerable<KindHost> KindHosts => kinds.Values;

    internal IEnumerable<Activation> Activations => kinds.Values.SelectMany(kind => kind.Activations).Select(entry => entry.Value);

    /// <inheritdoc/>
    public ValueTask<TReply> AskAsync<TReply>(GrainKey key, IGrainRequest<TReply> request, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TReply>(cancellationToken);
        }

        if (stopping)
        {
            return ValueTask.FromException<TReply>(new GrainHostStoppingException());
        }

        if (key.Id is null || FindKind(key) is not { } kind)
        {
            return ValueTask.FromException<TReply>(UnknownKind(key));
        }

        if (kind.Handlers.FindAnswer<TReply>(request.GetType()) is not { } answer)
        {
            return request is WakeUp
                ? new((TReply)(object)Unit.Value) // Nothing to go on with.
                : ValueTask.FromException<TReply>(UnknownRequest(key, request));
        }

        if (!kind.Activations.TryGetValue(key.Id, out var activation) || !activation.Gate.TryEnter())
        {
            return AskInLineAsync(kind, key, answer, request, cancellationToken);
        }

        return activation.IsPlain && !TurnScope.IsOutside
            ? activation.RunPlainTurn(answer, request, cancellationToken)
            : activation.RunTurnAsync(answer, request, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TItem> StreamAsync<TItem>(
        GrainKey key,
        IGrainStreamRequest<TItem> request,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var kind = (key.Id is null ? null : FindKind(key)) ?? throw UnknownKind(key);
        var stream = kind.Handlers.FindStream<TItem>(request.GetType()) ?? throw UnknownRequest(key, request);
        var hostEnds = streamsEnd.Token;
        var activation = await EnterAsync(kind, key, cancellationToken);
        await using var call = new StreamCall<TItem>(activation, stream, request, cancellationToken, hostEnds);
        await call.OpenAsync();
        while (await call.MoveNextAsync().ConfigureAwait(false)) // in a silo each step would wait in the scheduler's line, in each layer
        {
            yield return call.Current;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<GrainKindStatistics> Read() => [.. kinds.Values.Select(kind => kind.Read(Time))];

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> CloseAsync(PatientId owner, CancellationToken cancellationToken = default) =>
        Owners.CloseAsync(owner, cancellationToken);

    /// <summary>Sends <see cref="WakeUp"/>, in the background, to every grain that has unfinished work in storage.</summary>
    public void WakeUnfinished() => waking.WakeUnfinished();

    /// <summary>Wakes a grain here, if its activation was lost with work unfinished; does nothing if it does not answer that.</summary>
    public async ValueTask WakeAsync(GrainKey key, CancellationToken cancellationToken)
    {
        var kind = FindKind(key) ?? throw UnknownKind(key);
        if (kind.Handlers.FindAnswer<Unit>(typeof(WakeUp)) is { } answer)
        {
            var activation = await EnterAsync(kind, key, cancellationToken);
            await activation.WakeAsync(answer, cancellationToken);
        }
    }

    /// <summary>
    /// Ends the grain's activation here in good order, if there is one: work is cancelled and awaited, turns in line finish,
    /// tails end.
    /// </summary>
    public async ValueTask EndAsync(GrainKey key, CancellationToken cancellationToken)
    {
        if (FindKind(key)?.Activations.GetValueOrDefault(key.Id) is { } activation)
        {
            await activation.EndWithTailsAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Begins to stop: new messages are refused, work is cancelled, tails end, turns under way and in line finish.
    /// Returns at once; <see cref="DrainAsync"/> waits.
    /// </summary>
    public void BeginDrain() => _ = DrainAsync();

    /// <summary>Stops; completes when all activations have ended, or after <see cref="EmbeddedGrainOptions.DrainTimeout"/>.</summary>
    public Task DrainAsync()
    {
        lock (draining)
        {
            stopping = true;
            return drained ??= Task.Run(() => new Drain(this).RunAsync(sweep, waking, streamsEnd));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DrainAsync();
        streamsEnd.Dispose();
    }

    internal void ThrowIfStopping()
    {
        if (stopping)
        {
            throw new GrainHostStoppingException();
        }
    }

    internal ValueTask WakeWhereItLivesAsync(GrainKey key, CancellationToken cancellationToken) =>
        Group is null ? WakeAsync(key, cancellationToken) : Group.WakeAsync(key, cancellationToken);

    internal void WakeAfter(Task ended, GrainKey key) => waking.WakeAfter(ended, key);

    /// <summary>Wakes the grain in the background, if it turns out to have lost work.</summary>
    internal void Wake(GrainKey key) => waking.Wake(key);

    private async ValueTask<TReply> AskInLineAsync<TReply>(
        KindHost kind,
        GrainKey key,
        AnswerInvoker<TReply> answer,
        IGrainRequest<TReply> request,
        CancellationToken cancellationToken)
    {
        var activation = await EnterAsync(kind, key, cancellationToken);
        return await activation.RunTurnAsync(answer, request, cancellationToken);
    }

    /// <summary>Waits for the turn at the grain's activation, making one if need be. The turn is the caller's.</summary>
    private async ValueTask<Activation> EnterAsync(KindHost kind, GrainKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            ThrowIfStopping();
            var activation = kind.Activations.GetOrAdd(
                key.Id,
                static (id, arguments) => new Activation(arguments.Host, arguments.Kind, id),
                (Host: this, Kind: kind));
            switch (await activation.Gate.EnterAsync(Options.MailboxCapacity, cancellationToken))
            {
                case Admission.Entered:
                    return activation;
                case Admission.Full:
                    throw new GrainBusyException(key, Options.MailboxCapacity);
                default:
                    continue; // It ended while we waited, and has left the table.
            }
        }
    }

    private KindHost? FindKind(GrainKey key) => kinds.GetValueOrDefault(key.Kind);

    private void Add(GrainKind kind)
    {
        if (!typeof(Grain).IsAssignableFrom(kind.Type))
        {
            throw new ArgumentException($"{kind.Type.Name} is no grain.", nameof(kind));
        }

        if (!kinds.TryAdd(kind.Name, new KindHost(kind)))
        {
            throw new ArgumentException($"Two kinds of grain are named '{kind.Name}'.", nameof(kind));
        }
    }

    private static UnknownGrainException UnknownKind(GrainKey key) => new($"No grain of kind '{key.Kind}' is hosted.");

    private static UnknownGrainException UnknownRequest(GrainKey key, object request) =>
        new($"A grain of kind '{key.Kind}' does not answer {request.GetType().Name}.");
}
