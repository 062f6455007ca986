using MediAgents.Primitives;
using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>Tells a store that cannot work from a statement that is wrong. Its words hold nothing of settings or rows.</summary>
internal static class PostgresFailure
{
    private const string IdleInTransaction = "25P03";

    /// <summary>Whether the fault lies with server, network or disk, and so with no single operation.</summary>
    public static bool IsOfTheStore(Exception exception) => exception switch
    {
        PostgresException refused => IsOfTheServer(refused.SqlState),
        NpgsqlException or TimeoutException => true,
        _ => false,
    };

    /// <summary>
    /// Whether the connection broke, as those kept in the pool do when the server restarts: what had not been committed on
    /// it is gone, and a new connection may work.
    /// </summary>
    public static bool IsLostConnection(Exception exception) => exception switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or IdleInTransaction,
        NpgsqlException => exception.InnerException is IOException or System.Net.Sockets.SocketException,
        _ => false,
    };

    public static StorageUnavailableException Unavailable(Exception exception) => new(Describe(exception), exception);

    private static bool IsOfTheServer(string state) =>
        state is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or IdleInTransaction
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege
        || state[..2] is "08" or "28" or "53" or "57" or "58" or "XX";

    private static string Describe(Exception exception) => exception switch
    {
        PostgresException refused => Describe(refused.SqlState),
        { InnerException: TimeoutException } or TimeoutException => "The database did not answer in time, or all connections to it are in use.",
        _ => "The database cannot be reached.",
    };

    private static string Describe(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => "The database's disk is full.",
        PostgresErrorCodes.TooManyConnections => "The database takes no more connections.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "The database cannot be written: it is a standby.",
        PostgresErrorCodes.InvalidCatalogName => "There is no such database.",
        PostgresErrorCodes.InsufficientPrivilege => "The database's user may not do what is needed there.",
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected => "The database is locked by another process.",
        PostgresErrorCodes.QueryCanceled => "The database did not answer in time.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => "The database is starting or stopping.",
        _ => state.StartsWith("28", StringComparison.Ordinal) ? "The database refuses user or password." : "The database does not work.",
    };
}
