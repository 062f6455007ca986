using MediAgents.Primitives;
using MediAgents.Records.Identity;
using MediAgents.Records.Sealing;
using MediAgents.Server.Settings;
using MediAgents.Storage;
using MediAgents.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Server;

/// <summary>Where the server keeps things, and with which keys.</summary>
internal static class StoreSetup
{
    private const string DefaultDirectory = "data";

    public static void AddStores(this IServiceCollection services, IConfiguration settings, ListenAddresses addresses)
    {
        var directory = DirectoryOf(settings);
        var keys = new KeyOptions
        {
            DataDirectory = directory,
            EncryptionKey = settings["ENCRYPTION_KEY"],
            EncryptionKeyFile = settings["ENCRYPTION_KEY_FILE"],
            EncryptionKeyCommand = settings["ENCRYPTION_KEY_COMMAND"],
            OldEncryptionKeys = settings["ENCRYPTION_KEYS_OLD"],
            UserHashKey = settings["USER_HASH_KEY"],
            AllowGenerated = addresses.OnLoopbackOnly,
        };
        services.AddSingleton(_ => DataDirectoryLock.Take(directory));
        services.AddSqliteStorage(new StorageOptions { DataDirectory = directory }, keys);
    }

    private static string DirectoryOf(IConfiguration settings) =>
        settings["MEDIAGENTS_DATA_DIR"] is { Length: > 0 } named ? named : DefaultDirectory;

    /// <summary>Keeps other servers off the data directory as long as this process lives.</summary>
    /// <exception cref="SettingException">Another server uses it, or it cannot be written.</exception>
    public static void HoldDirectory(IServiceProvider services) => _ = services.GetRequiredService<DataDirectoryLock>();

    /// <exception cref="SettingException">The data directory does not exist.</exception>
    public static void RequireDirectory(IConfiguration settings)
    {
        if (!Directory.Exists(DirectoryOf(settings)))
            throw new SettingException("MEDIAGENTS_DATA_DIR", "there is no such directory.");
    }

    /// <summary>Opens the stores now, so that a wrong key or directory stops the start with its setting's name.</summary>
    /// <exception cref="SettingException">Keys or directory cannot be used.</exception>
    public static void OpenOrExplain(IServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<IStorageHealth>();
            _ = services.GetRequiredService<Sealer>();
            UserHashKeyCheck.Verify(DirectoryOf(services.GetRequiredService<IConfiguration>()), services.GetRequiredService<UserHasher>());
        }
        catch (KeySettingException wrong)
        {
            throw new SettingException(wrong.Setting, wrong.Message[(wrong.Setting.Length + ": ".Length)..]);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or StorageUnavailableException or StorageTooNewException or SqliteMissingException)
        {
            throw new SettingException("MEDIAGENTS_DATA_DIR", broken.Message);
        }
    }
}
