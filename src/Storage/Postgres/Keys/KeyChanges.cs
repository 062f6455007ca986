using MediAgents.Records.Sealing;
using Npgsql;

namespace MediAgents.Storage.Postgres.Keys;

/// <summary>The changes to keys, each within the transaction that is open on the connection.</summary>
internal static class KeyChanges
{
    private static readonly string InsertKey = PostgresSql.Read("Keys/insert_key.sql");
    private static readonly string DemoteKey = PostgresSql.Read("Keys/demote_key.sql");
    private static readonly string RemoveEarlier = PostgresSql.Read("Keys/remove_earlier.sql");
    private static readonly string NoteRetired = PostgresSql.Read("Keys/note_retired.sql");
    private static readonly string NoteErased = PostgresSql.Read("Keys/note_erased.sql");
    private static readonly string NoteRetiredErased = PostgresSql.Read("Keys/note_retired_erased.sql");
    private static readonly string EraseKeys = PostgresSql.Read("Keys/erase_key.sql");
    private static readonly string ReplaceKey = PostgresSql.Read("Keys/replace_key.sql");

    public static void Insert(NpgsqlConnection connection, string owner, WrappedDataKey key)
    {
        using var insert = connection.Command(InsertKey).With(owner).With(key.Id.Value).With(key.MasterKeyId).With(key.Wrapped.ToArray());
        insert.ExecuteNonQuery();
    }

    public static bool Renew(NpgsqlConnection connection, string owner, SealKeyId expected, WrappedDataKey renewed, DateTimeOffset now)
    {
        using var demote = connection.Command(DemoteKey).With(owner).With(expected.Value).With(now.ToUnixTimeMilliseconds());
        if (demote.ExecuteNonQuery() == 0)
            return false;
        Insert(connection, owner, renewed);
        return true;
    }

    public static bool Retire(NpgsqlConnection connection, string owner, SealKeyId id, DateTimeOffset now)
    {
        using var remove = connection.Command(RemoveEarlier).With(owner).With(id.Value);
        if (remove.ExecuteNonQuery() == 0)
            return false;
        using var note = connection.Command(NoteRetired).With(owner).With(id.Value).With(now.ToUnixTimeMilliseconds());
        note.ExecuteNonQuery();
        return true;
    }

    public static bool Erase(NpgsqlConnection connection, string owner, DateTimeOffset now)
    {
        foreach (var note in (ReadOnlySpan<string>)[NoteErased, NoteRetiredErased])
        {
            using var noting = connection.Command(note).With(owner).With(now.ToUnixTimeMilliseconds());
            noting.ExecuteNonQuery();
        }

        using var delete = connection.Command(EraseKeys).With(owner);
        return delete.ExecuteNonQuery() > 0;
    }

    public static int Replace(NpgsqlConnection connection, IReadOnlyList<KeyReplacement> batch)
    {
        var replaced = 0;
        foreach (var (owner, before, after) in batch)
        {
            using var update = connection.Command(ReplaceKey)
                .With(owner).With(before.Id.Value).With(before.MasterKeyId).With(before.Wrapped.ToArray())
                .With(after.MasterKeyId).With(after.Wrapped.ToArray());
            replaced += update.ExecuteNonQuery();
        }

        return replaced;
    }
}
