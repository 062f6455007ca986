using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Contract.Storage;

/// <summary>How the next commits go wrong.</summary>
public enum CommitTrouble
{
    None,

    /// <summary>An error, and nothing was written.</summary>
    FailsBeforeWriting,

    /// <summary>An error, although all was written.</summary>
    FailsAfterWriting,

    /// <summary>As if another writer were always faster.</summary>
    AlwaysLoses,
}

/// <summary>One host's way to a storage, with the troubles such a way can have. Thread-safe.</summary>
public sealed class UnreliableStorage(IGrainStorage storage) : IGrainStorage
{
    private volatile bool cutOff;
    private volatile CommitTrouble trouble;
    private volatile TaskCompletionSource? pause;
    private int reads;
    private int commits;
    private int journalReads;

    public CommitTrouble Trouble
    {
        get => trouble;
        set => trouble = value;
    }

    public int Reads => Volatile.Read(ref reads);

    public int Commits => Volatile.Read(ref commits);

    public int JournalReads => Volatile.Read(ref journalReads);

    /// <summary>From now on nothing gets through.</summary>
    public void CutOff()
    {
        cutOff = true;
        ResumeCommits();
    }

    /// <summary>Commits written from now on are acknowledged only after <see cref="ResumeCommits"/>.</summary>
    public void PauseCommits() => pause = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ResumeCommits()
    {
        pause?.TrySetResult();
        pause = null;
    }

    public ValueTask<StoredGrain?> ReadAsync(GrainKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref reads);
        return Reachable.ReadAsync(key, cancellationToken);
    }

    public async ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref commits);
        switch (trouble)
        {
            case CommitTrouble.FailsBeforeWriting:
                throw new IOException("The store is down.");
            case CommitTrouble.AlwaysLoses:
                return false;
        }

        var written = await Reachable.CommitAsync(commit, cancellationToken);
        if (pause is { } paused)
        {
            await paused.Task;
        }

        return trouble == CommitTrouble.FailsAfterWriting ? throw new IOException("The store went down.") : written;
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(GrainKey key, PatientId? owner, long after, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref journalReads);
        return Reachable.ReadJournalAsync(key, owner, after, limit, cancellationToken);
    }

    public ValueTask<IReadOnlyList<GrainKey>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        Reachable.ListUnfinishedAsync(cancellationToken);

    public ValueTask<IReadOnlyList<GrainListing>> ListOwnedAsync(string kind, PatientId owner, long? before, int limit, CancellationToken cancellationToken) =>
        Reachable.ListOwnedAsync(kind, owner, before, limit, cancellationToken);

    private IGrainStorage Reachable => cutOff ? throw new IOException("The process is gone.") : storage;
}
