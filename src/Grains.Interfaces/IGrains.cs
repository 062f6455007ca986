namespace MediAgents.Grains;

/// <summary>A message that one grain answers with one <typeparamref name="TReply"/>. Messages are immutable records.</summary>
public interface IGrainRequest<TReply>;

/// <summary>A message that one grain answers with a sequence of <typeparamref name="TItem"/>.</summary>
public interface IGrainStreamRequest<TItem>;

/// <summary>
/// A request that may be sent again when it is not known whether it arrived: asked twice it changes no more than asked once,
/// and is answered alike.
/// </summary>
public interface IRepeatable;

/// <summary>A stream that can be taken up again after any of its items, by another reading, where one broke off.</summary>
public interface IResumableStream<TItem> : IGrainStreamRequest<TItem>
{
    /// <summary>What to ask for after <paramref name="last"/>.</summary>
    IResumableStream<TItem> After(TItem last);
}

/// <summary>
/// The grains, wherever they are hosted. A grain exists by being addressed: the first message activates it,
/// and it handles one message at a time.
/// </summary>
public interface IGrains
{
    /// <summary>
    /// Sends <paramref name="request"/> and waits for the reply. When this returns, whatever the turn changed is durable.
    /// </summary>
    /// <exception cref="GrainBusyException">The grain's mailbox is full; nothing happened.</exception>
    /// <exception cref="GrainHostStoppingException">The host is draining; nothing happened.</exception>
    /// <exception cref="GrainUnavailableException">The grain could not be reached; a turn may have happened all the same.</exception>
    /// <exception cref="UnknownGrainException">No such kind, or the kind does not answer this request.</exception>
    ValueTask<TReply> AskAsync<TReply>(GrainKey key, IGrainRequest<TReply> request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Streams what the grain has to say. A stream only reads: its steps interleave with turns and see committed state.
    /// </summary>
    IAsyncEnumerable<TItem> StreamAsync<TItem>(GrainKey key, IGrainStreamRequest<TItem> request, CancellationToken cancellationToken = default);
}
