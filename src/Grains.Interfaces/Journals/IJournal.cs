namespace MediAgents.Grains.Journals;

/// <summary>
/// One entry of a grain's journal.
/// </summary>
/// <param name="Seq">1, 2, 3 ... without gaps.</param>
/// <param name="Type">The event's type, e.g. <c>citation</c>.</param>
/// <param name="Json">The event as UTF-8 JSON, as the wire shows it.</param>
public sealed record JournalEntry(long Seq, string Type, ReadOnlyMemory<byte> Json);

/// <summary>The append-only log of a grain. Entries are durable before anybody sees them.</summary>
public interface IJournal
{
    /// <summary>The sequence number that the next append gets: 1 for an empty journal. Counts what this turn appended.</summary>
    /// <exception cref="InvalidOperationException">
    /// A grain without state, whose journal is loaded only once it is read or committed, has done neither yet.
    /// </exception>
    long NextSeq { get; }

    /// <summary>Appends (turn). Becomes durable, with the state, when the turn commits.</summary>
    void Append(string type, ReadOnlyMemory<byte> json);

    /// <summary>Committed entries with <c>Seq &gt; after</c>, oldest first, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Committed entries with <c>Seq &gt; after</c> in batches as they come, without end: the reader stops when it has
    /// seen what it waited for. Ends when the host stops. For streams and started work: a turn would wait for itself.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<JournalEntry>> TailAsync(long after, CancellationToken cancellationToken);
}
