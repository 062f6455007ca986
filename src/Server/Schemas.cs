using MediAgents.Primitives;
using MediAgents.Server.Settings;
using MediAgents.Storage;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Postgres.Keys;
using Microsoft.Extensions.Configuration;

namespace MediAgents.Server;

/// <summary>
/// The schemas of the database alone, without keys or secrets: for whoever may change tables while servers may not. Servers
/// bring them to their release themselves where they are allowed to.
/// </summary>
public static class Schemas
{
    /// <exception cref="SettingException">There is no database, or it cannot be used.</exception>
    public static async Task MigrateAsync(IConfiguration settings, CancellationToken cancellationToken)
    {
        var options = DatabaseSettings.Read(settings)
            ?? throw new SettingException(DatabaseSettings.DatabaseUrl, "is not set; SQLite is brought to a release by the server that opens it.");
        await using var data = Explain(DatabaseSettings.DatabaseUrl, () => PostgresDatabase.Open(options));
        cancellationToken.ThrowIfCancellationRequested(); // between two schemas; one moves whole
        using var keys = Explain(options.KeyDatabase is null ? DatabaseSettings.DatabaseUrl : DatabaseSettings.KeyDatabaseUrl, () => PostgresDataKeyStore.Open(options));
#if CLUSTER
        cancellationToken.ThrowIfCancellationRequested();
        Explain(DatabaseSettings.DatabaseUrl, () =>
        {
            MediAgents.Silo.Clustering.ClusterDatabase.Migrate(options);
            return true;
        });
#endif
    }

    private static T Explain<T>(string setting, Func<T> migrate)
    {
        try
        {
            return migrate();
        }
        catch (Exception broken) when (broken is StorageUnavailableException or StorageTooNewException)
        {
            throw new SettingException(setting, broken.Message);
        }
    }
}
