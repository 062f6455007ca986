using MediAgents.Primitives;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MediAgents.Storage.Sqlite;

/// <summary>Tells a store that cannot work from a statement that is wrong.</summary>
internal static class SqliteFailure
{
    /// <summary>Whether the fault lies with file, disk or memory, and so with no single operation.</summary>
    public static bool IsOfTheStore(Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_IOERR
            or raw.SQLITE_CORRUPT or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL or raw.SQLITE_NOTADB,
    };

    public static StorageUnavailableException Unavailable(Exception exception) =>
        new(exception is SqliteException { SqliteErrorCode: var code } ? Describe(code) : "The store does not work.", exception);

    private static string Describe(int code) => code switch
    {
        raw.SQLITE_FULL => "The disk is full.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "The database is locked by another process.",
        raw.SQLITE_READONLY => "The database cannot be written.",
        raw.SQLITE_CANTOPEN => "The database cannot be opened.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "The database file is damaged.",
        _ => "The disk does not work.",
    };
}
