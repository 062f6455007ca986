using MediAgents.Grains.Hosting;

namespace MediAgents.Storage.Grains;

/// <summary>A commit of one grain, checked, sealed and ready: what is left for a store is to write it.</summary>
internal sealed record SealedCommit
{
    private SealedCommit(GrainCommit commit, GrainSeals seals, DateTimeOffset now)
    {
        var (key, _, grain, appended, _) = commit;
        Commit = commit;
        ExpectedLength = grain.JournalLength - appended.Count;
        UpdatedAt = now.ToUnixTimeMilliseconds();
        State = seals.SealState(key, grain.Owner, grain.Version, grain.State);
        Entries = appended.Count > 0 ? seals.SealEntries(key, grain.Owner, appended) : null;
    }

    public GrainCommit Commit { get; }

    /// <summary>Entries the stored journal must have.</summary>
    public long ExpectedLength { get; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long UpdatedAt { get; }

    public byte[] State { get; }

    /// <summary>The new entries in one block; null when there are none.</summary>
    public byte[]? Entries { get; }

    /// <exception cref="ArgumentException">The commit contradicts itself.</exception>
    public static SealedCommit Prepare(GrainCommit commit, GrainSeals seals, DateTimeOffset now)
    {
        GrainCommits.Check(commit);
        return new SealedCommit(commit, seals, now);
    }

    /// <summary>Explains a write that found no row: whoever stored the grain may have done so for another owner.</summary>
    /// <param name="version">The stored version.</param>
    /// <param name="journalLength">The stored journal's length.</param>
    /// <exception cref="GrainOwnerChangedException">The stored grain is as expected, so its owner is not.</exception>
    public void RefuseAnotherOwner(long version, long journalLength)
    {
        if (version == Commit.ExpectedVersion && journalLength == ExpectedLength)
            throw new GrainOwnerChangedException(Commit.Key.Kind);
    }
}
