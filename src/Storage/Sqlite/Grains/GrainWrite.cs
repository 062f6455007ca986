using MediAgents.Grains.Hosting;
using MediAgents.Storage.Grains;
using MediAgents.Storage.Sqlite.AuditTrail;

namespace MediAgents.Storage.Sqlite.Grains;

/// <summary>A commit of one grain, sealed and ready: what is left for the writer's thread is to write it.</summary>
internal sealed class GrainWrite
{
    private static readonly string InsertGrain = SqlFiles.Read("Grains/insert_grain.sql");
    private static readonly string UpdateGrain = SqlFiles.Read("Grains/update_grain.sql");
    private static readonly string InsertEntries = SqlFiles.Read("Grains/insert_entries.sql");
    private static readonly string ReadGrainHead = SqlFiles.Read("Grains/read_grain_head.sql");

    private readonly GrainCommit commit;
    private readonly long expectedLength;
    private readonly long updatedAt;
    private readonly byte[] state;
    private readonly byte[]? entries;

    private GrainWrite(GrainCommit commit, GrainSeals seals, DateTimeOffset now)
    {
        var (key, _, grain, appended, _) = commit;
        this.commit = commit;
        expectedLength = grain.JournalLength - appended.Count;
        updatedAt = now.ToUnixTimeMilliseconds();
        state = seals.SealState(key, grain.Owner, grain.Version, grain.State);
        entries = appended.Count > 0 ? seals.SealEntries(key, grain.Owner, appended) : null;
    }

    /// <exception cref="ArgumentException">The commit contradicts itself.</exception>
    public static GrainWrite Prepare(GrainCommit commit, GrainSeals seals, DateTimeOffset now)
    {
        GrainCommits.Check(commit);
        return new GrainWrite(commit, seals, now);
    }

    /// <summary>Writes; false when the stored grain is not as expected.</summary>
    /// <exception cref="GrainOwnerChangedException">It is, but for its owner.</exception>
    public bool Run(SqliteSession session, TrailWriter trail)
    {
        if (WriteState(session) is not { } position)
        {
            RefuseAnotherOwner(session);
            return false;
        }

        if (entries is not null)
            WriteEntries(session, position);
        foreach (var access in commit.Accesses)
            trail.Append(session, access);
        return true;
    }

    private long? WriteState(SqliteSession session)
    {
        using var row = session.Statement(commit.ExpectedVersion == 0 ? InsertGrain : UpdateGrain);
        row.Bind(1, commit.Key.Kind);
        row.Bind(2, commit.Key.Id);
        row.Bind(3, commit.Grain.Owner?.Hash);
        row.Bind(4, commit.Grain.JournalLength);
        row.Bind(5, commit.Grain.WakeAfterCrash ? 1 : 0);
        row.Bind(6, updatedAt);
        row.Bind(7, state);
        if (commit.ExpectedVersion != 0)
        {
            row.Bind(8, commit.ExpectedVersion);
            row.Bind(9, expectedLength);
        }

        return row.Step() ? row.Number(0) : null;
    }

    private void WriteEntries(SqliteSession session, long position)
    {
        using var row = session.Statement(InsertEntries);
        row.Bind(1, position);
        row.Bind(2, expectedLength + 1);
        row.Bind(3, commit.Grain.JournalLength);
        row.Bind(4, entries);
        row.Step();
    }

    private void RefuseAnotherOwner(SqliteSession session)
    {
        using var row = session.Statement(ReadGrainHead);
        row.Bind(1, commit.Key.Kind);
        row.Bind(2, commit.Key.Id);
        if (row.Step() && row.Number(0) == commit.ExpectedVersion && row.Number(1) == expectedLength)
            throw new GrainOwnerChangedException(commit.Key.Kind);
    }
}
