using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace MediAgents.Storage.Postgres;

/// <summary>Commands with parameters by position: <c>$1</c> is the first that is bound.</summary>
internal static class PostgresCommands
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql) => new(sql, connection);

    public static NpgsqlCommand With(this NpgsqlCommand command, long value) =>
        command.Add(new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint });

    public static NpgsqlCommand With(this NpgsqlCommand command, int value) =>
        command.Add(new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer });

    public static NpgsqlCommand With(this NpgsqlCommand command, bool value) =>
        command.Add(new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean });

    public static NpgsqlCommand With(this NpgsqlCommand command, long? value) =>
        value is { } number ? command.With(number) : command.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });

    public static NpgsqlCommand With(this NpgsqlCommand command, string? value) =>
        command.Add(new NpgsqlParameter { Value = value is null ? DBNull.Value : Storable(value), NpgsqlDbType = NpgsqlDbType.Text });

    public static NpgsqlCommand With(this NpgsqlCommand command, byte[]? value) =>
        command.Add(new NpgsqlParameter { Value = value is null ? DBNull.Value : value, NpgsqlDbType = NpgsqlDbType.Bytea });

    /// <summary>All values of one column, an element a row.</summary>
    public static NpgsqlCommand WithArray<T>(this NpgsqlCommand command, T[] values, NpgsqlDbType element) =>
        command.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | element });

    /// <summary>
    /// The text as PostgreSQL can keep it: it has no character 0 and no half of a surrogate pair. No id of ours holds
    /// either, so what is looked up in vain stays in vain.
    /// </summary>
    public static string Storable(string text)
    {
        foreach (var c in text)
        {
            if (c == '\0' || char.IsSurrogate(c))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
        }

        return text;
    }

    /// <summary>A time kept as milliseconds since 1970.</summary>
    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static byte[] Blob(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    private static NpgsqlCommand Add(this NpgsqlCommand command, NpgsqlParameter parameter)
    {
        command.Parameters.Add(parameter);
        return command;
    }
}
