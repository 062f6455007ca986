using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Sqlite.Keys;

/// <summary>The changes to keys, each within the caller's transaction.</summary>
internal static class KeyChanges
{
    private static readonly string InsertKey = SqlFiles.Read("Keys/insert_key.sql");
    private static readonly string DemoteKey = SqlFiles.Read("Keys/demote_key.sql");
    private static readonly string RemoveEarlier = SqlFiles.Read("Keys/remove_earlier.sql");
    private static readonly string NoteRetired = SqlFiles.Read("Keys/note_retired.sql");
    private static readonly string NoteErased = SqlFiles.Read("Keys/note_erased.sql");
    private static readonly string NoteRetiredErased = SqlFiles.Read("Keys/note_retired_erased.sql");
    private static readonly string EraseKeys = SqlFiles.Read("Keys/erase_key.sql");
    private static readonly string ReplaceKey = SqlFiles.Read("Keys/replace_key.sql");

    public static void Insert(SqliteSession session, string owner, WrappedDataKey key)
    {
        using var insert = session.Statement(InsertKey);
        insert.Bind(1, owner);
        insert.Bind(2, key.Id.Value);
        insert.Bind(3, key.MasterKeyId);
        insert.Bind(4, key.Wrapped.Span);
        insert.Step();
    }

    public static bool Renew(SqliteSession session, string owner, SealKeyId expected, WrappedDataKey renewed, DateTimeOffset now)
    {
        if (!Changes(session, DemoteKey, owner, expected, now))
            return false;
        Insert(session, owner, renewed);
        return true;
    }

    public static bool Retire(SqliteSession session, string owner, SealKeyId id, DateTimeOffset now)
    {
        if (!Changes(session, RemoveEarlier, owner, id))
            return false;
        _ = Changes(session, NoteRetired, owner, id, now);
        return true;
    }

    public static bool Erase(SqliteSession session, string owner, DateTimeOffset now)
    {
        foreach (var note in (ReadOnlySpan<string>)[NoteErased, NoteRetiredErased])
        {
            using var noting = session.Statement(note);
            noting.Bind(1, owner);
            noting.Bind(2, now.ToUnixTimeMilliseconds());
            noting.Step();
        }

        using var delete = session.Statement(EraseKeys);
        delete.Bind(1, owner);
        var erased = delete.Step();
        while (delete.Step())
        {
            // The statement has deleted all of them once it has run to its end.
        }

        return erased;
    }

    public static int Replace(SqliteSession session, IReadOnlyList<KeyReplacement> batch)
    {
        var replaced = 0;
        foreach (var (owner, before, after) in batch)
        {
            using var update = session.Statement(ReplaceKey);
            update.Bind(1, owner);
            update.Bind(2, before.Id.Value);
            update.Bind(3, before.MasterKeyId);
            update.Bind(4, before.Wrapped.Span);
            update.Bind(5, after.MasterKeyId);
            update.Bind(6, after.Wrapped.Span);
            if (update.Step())
                replaced++;
        }

        return replaced;
    }

    private static bool Changes(SqliteSession session, string sql, string owner, SealKeyId id, DateTimeOffset? now = null)
    {
        using var statement = session.Statement(sql);
        statement.Bind(1, owner);
        statement.Bind(2, id.Value);
        if (now is { } moment)
            statement.Bind(3, moment.ToUnixTimeMilliseconds());
        return statement.Step();
    }
}
