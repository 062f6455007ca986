using System.ComponentModel.DataAnnotations;
using MediAgents.Storage.Postgres;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server.Settings;

/// <summary>
/// The database: <c>DATABASE_URL</c> (empty: SQLite in the data directory) with the size of its pool, and
/// <c>KEY_DATABASE_URL</c> for the wrapped data keys (empty: beside the data).
/// </summary>
public sealed class DatabaseSettings
{
    public const string DatabaseUrl = "DATABASE_URL";
    public const string KeyDatabaseUrl = "KEY_DATABASE_URL";

    /// <summary>Connections kept open once they were needed.</summary>
    [Range(1, 1000)]
    public int DbPoolSize { get; set; } = 10;

    /// <summary>Connections beyond those, at the most; both together at least 2.</summary>
    [Range(0, 1000)]
    public int DbMaxOverflow { get; set; } = 10;

    public static bool IsPostgres(IConfiguration settings) => !string.IsNullOrWhiteSpace(settings[DatabaseUrl]);

    public static bool HasKeyDatabase(IConfiguration settings) => !string.IsNullOrWhiteSpace(settings[KeyDatabaseUrl]);

    /// <summary>PostgreSQL as the settings have it; null when they name none.</summary>
    /// <exception cref="SettingException">A URL is malformed or the pool too small.</exception>
    public static PostgresOptions? Read(IConfiguration settings)
    {
        var pool = SettingsBinder.Bind<DatabaseSettings>(settings);
        if (pool.DbPoolSize + pool.DbMaxOverflow < 2)
            throw new SettingException("DB_MAX_OVERFLOW", "leaves a single connection; DB_POOL_SIZE and DB_MAX_OVERFLOW together are at least 2.");
        if (!IsPostgres(settings))
            return null;
        return new PostgresOptions
        {
            Database = Parse(settings, DatabaseUrl),
            KeyDatabase = HasKeyDatabase(settings) ? Parse(settings, KeyDatabaseUrl) : null,
            PoolSize = pool.DbPoolSize,
            MaxOverflow = pool.DbMaxOverflow,
        };
    }

    /// <summary>Where keys are to be kept while everything else is in SQLite; null: beside it.</summary>
    /// <exception cref="SettingException">The URL is malformed.</exception>
    public static PostgresOptions? ReadKeys(IConfiguration settings) =>
        HasKeyDatabase(settings) ? new PostgresOptions { Database = Parse(settings, KeyDatabaseUrl) } : null;

    private static PostgresUrl Parse(IConfiguration settings, string name)
    {
        try
        {
            return PostgresUrl.Parse(settings[name]!);
        }
        catch (FormatException malformed)
        {
            throw new SettingException(name, malformed.Message);
        }
    }
}
