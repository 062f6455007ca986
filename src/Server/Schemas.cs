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
    public static void Migrate(IConfiguration settings)
    {
        var options = DatabaseSettings.Read(settings)
            ?? throw new SettingException(DatabaseSettings.DatabaseUrl, "is not set; SQLite is brought to a release by the server that opens it.");
        Explain(DatabaseSettings.DatabaseUrl, () => PostgresDatabase.Open(options).DisposeAsync().AsTask().GetAwaiter().GetResult());
        Explain(options.KeyDatabase is null ? DatabaseSettings.DatabaseUrl : DatabaseSettings.KeyDatabaseUrl, () => PostgresDataKeyStore.Open(options).Dispose());
#if CLUSTER
        Explain(DatabaseSettings.DatabaseUrl, () => MediAgents.Silo.Clustering.ClusterDatabase.Migrate(options));
#endif
    }

    private static void Explain(string setting, Action migrate)
    {
        try
        {
            migrate();
        }
        catch (Exception broken) when (broken is StorageUnavailableException or StorageTooNewException)
        {
            throw new SettingException(setting, broken.Message);
        }
    }
}
