using System.Runtime.CompilerServices;
using MediAgents.Grains.Embedded.Activations;
using MediAgents.Grains.Embedded.Persistence;
using MediAgents.Grains.Journals;
using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Journals;

/// <summary>
/// The journal of one activation. Readers see entries once they are committed; while a stream or work holds the
/// activation the newest stay in memory, so that following a run costs no reading from storage.
/// </summary>
internal sealed class ActivationJournal(EmbeddedGrains host, GrainPersistence persistence) : IJournal
{
    private const int KeptEntries = 256;
    private const int BatchSize = 256;

    private readonly Lock sync = new();
    private List<JournalEntry>? recent;
    private TaskCompletionSource? news;
    private long length;
    private volatile bool tailsEnd;

    /// <summary>Committed entries.</summary>
    public long Length => Interlocked.Read(ref length);

    public long NextSeq
    {
        get
        {
            if (!persistence.IsLoaded)
            {
                throw new InvalidOperationException("The journal of a grain without state is to be read or committed to first.");
            }

            return Length + 1 + (TurnScope.IsOutside ? 0 : persistence.AppendedCount);
        }
    }

    public void Append(string type, ReadOnlyMemory<byte> json)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        GrainContext.ThrowIfOutside();
        persistence.Append(type, json);
    }

    public async ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        await persistence.EnsureLoadedAsync(cancellationToken);
        var end = Length;
        if (after >= end)
        {
            return [];
        }

        // Never past what is published here: storage may be a step ahead while a commit returns.
        var count = (int)Math.Min(limit, end - after);
        return ReadRecent(after, count)
            ?? await host.Storage.ReadJournalAsync(persistence.Key, persistence.Owner, after, count, cancellationToken);
    }

    public async IAsyncEnumerable<IReadOnlyList<JournalEntry>> TailAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        await persistence.EnsureLoadedAsync(cancellationToken);
        while (true)
        {
            // Asked for before the length is looked at, so that no commit falls between the two.
            var next = NextNews();
            if (tailsEnd)
            {
                yield break;
            }

            if (Length > after)
            {
                var batch = await ReadAsync(after, BatchSize, cancellationToken);
                if (batch.Count == 0)
                {
                    throw new InvalidDataException($"{persistence.Key.Kind}: the journal ends before its length.");
                }

                after = batch[^1].Seq;
                yield return batch;
            }
            else if (host.IsStopping)
            {
                yield break;
            }
            else
            {
                await next.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>Makes committed entries visible and wakes all tails.</summary>
    public void Publish(long newLength, ReadOnlySpan<JournalEntry> entries, bool keep)
    {
        bool changed;
        lock (sync)
        {
            changed = newLength != length;
            Interlocked.Exchange(ref length, newLength);
            if (!keep)
            {
                recent = changed ? null : recent;
            }
            else if (!entries.IsEmpty)
            {
                recent ??= [];
                recent.AddRange(entries);
                if (recent.Count > 2 * KeptEntries)
                {
                    recent.RemoveRange(0, recent.Count - KeptEntries);
                }
            }
        }

        if (changed)
        {
            Wake();
        }
    }

    public void ForgetRecent()
    {
        lock (sync)
        {
            recent = null;
        }
    }

    /// <summary>Ends all tails, wherever they are: there is no more.</summary>
    public void EndTails()
    {
        tailsEnd = true;
        Wake();
    }

    /// <summary>Lets all tails look again.</summary>
    public void Wake()
    {
        TaskCompletionSource? waiting;
        lock (sync)
        {
            waiting = news;
            news = null;
        }

        waiting?.SetResult();
    }

    private Task NextNews()
    {
        lock (sync)
        {
            return (news ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private List<JournalEntry>? ReadRecent(long after, int count)
    {
        lock (sync)
        {
            return recent is [var oldest, ..] && oldest.Seq <= after + 1
                ? recent.GetRange((int)(after + 1 - oldest.Seq), count)
                : null;
        }
    }
}
