using MediAgents.Primitives;
using MediAgents.Records.Identity;
using MediAgents.Records.Sealing;
using MediAgents.Server.Settings;
using MediAgents.Storage;
using MediAgents.Storage.Backups;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Postgres.Backups;
using MediAgents.Storage.Postgres.Keys;
using MediAgents.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Server;

/// <summary>Where the server keeps things, and with which keys.</summary>
internal static class StoreSetup
{
    private const string DefaultDirectory = "data";
    private const string ClusterId = "CLUSTER_ID";

    /// <param name="services">Where to.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="ofSeveral">Whether this is one of several processes of the cluster <c>CLUSTER_ID</c>, which share the database.</param>
    /// <param name="allowGeneratedKeys">Whether a key may be made where none is set.</param>
    public static void AddStores(this IServiceCollection services, IConfiguration settings, bool ofSeveral, bool allowGeneratedKeys)
    {
        services.AddStorageDependency();
        var directory = DirectoryOf(settings);
        var keys = new KeyOptions
        {
            DataDirectory = directory,
            EncryptionKey = settings["ENCRYPTION_KEY"],
            EncryptionKeyFile = settings["ENCRYPTION_KEY_FILE"],
            EncryptionKeyCommand = settings["ENCRYPTION_KEY_COMMAND"],
            OldEncryptionKeys = settings["ENCRYPTION_KEYS_OLD"],
            UserHashKey = settings["USER_HASH_KEY"],
            AllowGenerated = allowGeneratedKeys && !ofSeveral,
        };
        if (!ofSeveral)
            services.AddSingleton(_ => DataDirectoryLock.Take(directory));
        if (DatabaseSettings.Read(settings) is { } postgres)
        {
            services.AddPostgresStorage(postgres, keys);
            services.AddSingleton(_ => ofSeveral ? PostgresHostLock.Share(postgres, settings[ClusterId]!) : PostgresHostLock.Take(postgres));
            services.AddHostedService<DatabaseWatch>();
        }
        else
        {
            services.AddSqliteStorage(new StorageOptions { DataDirectory = directory }, keys);
            if (DatabaseSettings.ReadKeys(settings) is { } keyDatabase)
            {
                services.AddSingleton<IDataKeyStore>(provider => PostgresDataKeyStore.Open(keyDatabase, provider.GetRequiredService<TimeProvider>()));
                services.AddSingleton<IStoreBackup>(provider => new PostgresKeyBackup(keyDatabase, provider.GetRequiredService<TimeProvider>()));
            }
        }
    }

    public static string DirectoryOf(IConfiguration settings) =>
        settings["MEDIAGENTS_DATA_DIR"] is { Length: > 0 } named ? named : DefaultDirectory;

    /// <summary>Keeps other servers off the data directory and the database as long as this process lives.</summary>
    /// <exception cref="SettingException">Another server uses them, or they cannot be reached or written.</exception>
    public static void Hold(IServiceProvider services)
    {
        _ = services.GetService<DataDirectoryLock>();
        Explain(DatabaseSettings.DatabaseUrl, () => services.GetService<PostgresHostLock>());
    }

    /// <exception cref="SettingException">The data directory does not exist.</exception>
    public static void RequireDirectory(IConfiguration settings)
    {
        if (!Directory.Exists(DirectoryOf(settings)))
            throw new SettingException("MEDIAGENTS_DATA_DIR", "there is no such directory.");
    }

    /// <summary>Opens the stores now, so that a wrong key, directory or database stops the start with its setting's name.</summary>
    /// <exception cref="SettingException">Keys, directory or database cannot be used.</exception>
    public static void OpenOrExplain(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        var database = DatabaseSettings.IsPostgres(settings) ? DatabaseSettings.DatabaseUrl : "MEDIAGENTS_DATA_DIR";
        Explain(DatabaseSettings.HasKeyDatabase(settings) ? DatabaseSettings.KeyDatabaseUrl : database, () => services.GetRequiredService<IDataKeyStore>());
        Explain(database, () => services.GetRequiredService<IStorageHealth>());
        Explain(database, () => services.GetRequiredService<Sealer>());
        Explain(database, () => UserHashKeyCheck.Verify(services.GetRequiredService<IUserHashKeyRecord>(), services.GetRequiredService<UserHasher>()));
    }

    private static void Explain(string setting, Action open)
    {
        try
        {
            open();
        }
        catch (KeySettingException wrong)
        {
            throw new SettingException(wrong.Setting, wrong.Message[(wrong.Setting.Length + ": ".Length)..]);
        }
        catch (DatabaseInUseException inUse) when (inUse.ByAnotherCluster)
        {
            throw new SettingException(ClusterId, inUse.Message);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or StorageUnavailableException or StorageTooNewException
            or SqliteMissingException or DatabaseInUseException)
        {
            throw new SettingException(setting, broken.Message);
        }
    }
}
