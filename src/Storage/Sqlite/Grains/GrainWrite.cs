using MediAgents.Grains.Hosting;
using MediAgents.Storage.Grains;
using MediAgents.Storage.Sqlite.AuditTrail;

namespace MediAgents.Storage.Sqlite.Grains;

/// <summary>A sealed commit on the writer's thread: all that is left there is to write it.</summary>
internal sealed class GrainWrite(SealedCommit prepared)
{
    private static readonly string InsertGrain = SqlFiles.Read("Grains/insert_grain.sql");
    private static readonly string UpdateGrain = SqlFiles.Read("Grains/update_grain.sql");
    private static readonly string InsertEntries = SqlFiles.Read("Grains/insert_entries.sql");
    private static readonly string ReadGrainHead = SqlFiles.Read("Grains/read_grain_head.sql");

    private readonly GrainCommit commit = prepared.Commit;

    /// <summary>Writes; false when the stored grain is not as expected.</summary>
    /// <exception cref="GrainOwnerChangedException">It is, but for its owner.</exception>
    public bool Run(SqliteSession session, TrailWriter trail)
    {
        if (WriteState(session) is not { } position)
        {
            RefuseAnotherOwner(session);
            return false;
        }

        if (prepared.Entries is not null)
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
        row.Bind(6, prepared.UpdatedAt);
        row.Bind(7, prepared.State);
        if (commit.ExpectedVersion != 0)
        {
            row.Bind(8, commit.ExpectedVersion);
            row.Bind(9, prepared.ExpectedLength);
        }

        return row.Step() ? row.Number(0) : null;
    }

    private void WriteEntries(SqliteSession session, long position)
    {
        using var row = session.Statement(InsertEntries);
        row.Bind(1, position);
        row.Bind(2, prepared.ExpectedLength + 1);
        row.Bind(3, commit.Grain.JournalLength);
        row.Bind(4, prepared.Entries);
        row.Step();
    }

    private void RefuseAnotherOwner(SqliteSession session)
    {
        using var row = session.Statement(ReadGrainHead);
        row.Bind(1, commit.Key.Kind);
        row.Bind(2, commit.Key.Id);
        if (row.Step())
            prepared.RefuseAnotherOwner(version: row.Number(0), journalLength: row.Number(1));
    }
}
