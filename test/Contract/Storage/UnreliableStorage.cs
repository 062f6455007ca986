using System.Collections.Concurrent;
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
    private readonly ConcurrentQueue<Access> accesses = [];
    private volatile bool cutOff;
    private volatile bool readsFail;
    private volatile CommitTrouble trouble;
    private volatile TaskCompletionSource? pause;
    private volatile string? troubledKind;
    private CommitTrouble once;
    private int failures;
    private int reads;
    private int commits;
    private int journalReads;

    public CommitTrouble Trouble
    {
        get => trouble;
        set => trouble = value;
    }

    /// <summary>The kind of grain whose commits go wrong; null for all.</summary>
    public string? TroubledKind
    {
        get => troubledKind;
        set => troubledKind = value;
    }

    /// <summary>Whether reading a grain is an error.</summary>
    public bool ReadsFail
    {
        get => readsFail;
        set => readsFail = value;
    }

    /// <summary>Reads and commits that went wrong.</summary>
    public int Failures => Volatile.Read(ref failures);

    /// <summary>What commits that were written noted for the audit trail.</summary>
    public IReadOnlyCollection<Access> Accesses => accesses;

    public int Reads => Volatile.Read(ref reads);

    public int Commits => Volatile.Read(ref commits);

    public int JournalReads => Volatile.Read(ref journalReads);

    /// <summary>The next commit goes wrong, those after it do not.</summary>
    public void FailOnce(CommitTrouble how) => Interlocked.Exchange(ref once, how);

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
        return readsFail ? throw Failed("The store cannot be read.") : Reachable.ReadAsync(key, cancellationToken);
    }

    public async ValueTask<bool> CommitAsync(GrainCommit commit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref commits);
        var met = MeetTrouble(commit.Key.Kind);
        switch (met)
        {
            case CommitTrouble.FailsBeforeWriting:
                throw Failed("The store is down.");
            case CommitTrouble.AlwaysLoses:
                return false;
        }

        var written = await Reachable.CommitAsync(commit, cancellationToken);
        foreach (var access in written ? commit.Accesses : [])
            accesses.Enqueue(access);
        if (pause is { } paused)
        {
            await paused.Task;
        }

        return met == CommitTrouble.FailsAfterWriting ? throw Failed("The store went down.") : written;
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

    private CommitTrouble MeetTrouble(string kind)
    {
        if (troubledKind is { } troubled && troubled != kind)
        {
            return CommitTrouble.None;
        }

        var met = Interlocked.Exchange(ref once, CommitTrouble.None);
        return met == CommitTrouble.None ? trouble : met;
    }

    private IOException Failed(string how)
    {
        Interlocked.Increment(ref failures);
        return new IOException(how);
    }

    private IGrainStorage Reachable => cutOff ? throw new IOException("The process is gone.") : storage;
}
