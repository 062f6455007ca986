using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MediAgents.Storage.Sqlite;

/// <summary>
/// A prepared statement that its session keeps. Take it with <c>using</c>: leaving the scope resets it for the next use.
/// Parameters count from 1, columns from 0. Spans of columns hold until the next step.
/// </summary>
/// <remarks>Directly on SQLite's own calls, since a grain commits ten thousand times a second through it.</remarks>
public sealed class SqliteStatement : IDisposable
{
    private const int OnStack = 256;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    internal SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(statement, parameter, value));

    public void Bind(int parameter, long? value) =>
        Check(value is { } number ? raw.sqlite3_bind_int64(statement, parameter, number) : raw.sqlite3_bind_null(statement, parameter));

    // Empty spans have no address, which SQLite takes for NULL; hence the other calls for empty values.
    public void Bind(int parameter, ReadOnlySpan<byte> blob) =>
        Check(blob.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, blob));

    public void Bind(int parameter, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            Check(text is null ? raw.sqlite3_bind_null(statement, parameter) : raw.sqlite3_bind_text(statement, parameter, text));
            return;
        }

        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        Check(raw.sqlite3_bind_text(statement, parameter, utf8[..Encoding.UTF8.GetBytes(text, utf8)]));
    }

    /// <summary>Runs to the next row; false when there is none.</summary>
    /// <exception cref="SqliteException">What SQLite says.</exception>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, database);
        return false;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    /// <summary>Gives the statement back to its session.</summary>
    public void Dispose()
    {
        // What the last step had to say it has said; reset repeats it.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
    }

    internal void Close() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, database);
    }
}
