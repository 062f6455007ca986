using MediAgents.Primitives;
using MediAgents.Grains.Hosting;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Identity;
using MediAgents.Records.Portability;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Records.Turns;
using MediAgents.Storage.Backups;
using MediAgents.Storage.Sqlite;
using MediAgents.Storage.Sqlite.AuditTrail;
using MediAgents.Storage.Sqlite.Backups;
using MediAgents.Storage.Sqlite.Documents;
using MediAgents.Storage.Sqlite.Erasure;
using MediAgents.Storage.Sqlite.Grains;
using MediAgents.Storage.Sqlite.Idempotency;
using MediAgents.Storage.Sqlite.Keys;
using MediAgents.Storage.Sqlite.Profiles;
using MediAgents.Storage.Sqlite.Resealing;
using MediAgents.Storage.Sqlite.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MediAgents.Storage;

/// <summary>Registers the stores.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Everything kept in SQLite files under the data directory: <see cref="IGrainStorage"/>, <see cref="IDocumentStore"/>,
    /// <see cref="ITimelineStore"/>, <see cref="IProfileStore"/>, <see cref="IIdempotencyStore"/>, <see cref="IAuditTrail"/>,
    /// <see cref="IDataKeyStore"/>, <see cref="IStorageHealth"/>; with them <see cref="Sealer"/>, <see cref="MasterKeys"/>
    /// and <see cref="UserHasher"/>. Files are opened and keys read when first resolved; what can be wrong with them then
    /// stops the start: <see cref="KeySettingException"/>, <see cref="StorageTooNewException"/>,
    /// <see cref="StorageUnavailableException"/>, <see cref="SqliteMissingException"/>.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, StorageOptions options, KeyOptions keys)
    {
        StorageOptions.Validate(options);
        services.AddSealing(keys, options.CachedDataKeys);
        services.AddSingleton<IDataKeyStore>(provider => SqliteDataKeyStore.Open(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => SqliteDatabase.Open(options));
        services.AddSingleton<IUserHashKeyRecord>(_ => new UserHashKeyFile(options.DataDirectory));
        services.AddSingleton<IStorageHealth>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddSingleton<TrailWriter>();
        services.AddSingleton<IGrainStorage, SqliteGrainStorage>();
        services.AddSingleton<IDocumentStore, SqliteDocumentStore>();
        services.AddSingleton<ITimelineStore, SqliteTimelineStore>();
        services.AddSingleton<IProfileStore, SqliteProfileStore>();
        services.AddSingleton<IIdempotencyStore, SqliteIdempotencyStore>();
        services.AddSingleton<IAuditTrail, SqliteAuditTrail>();
        services.AddSingleton<IRecordErasure, SqliteRecordErasure>();
        services.AddSingleton<IResealing, SqliteResealing>();
        services.AddSingleton<IProcessTurns, SingleProcess>();
        services.AddSingleton<IStoreBackup>(provider => new SqliteDataBackup(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IStoreBackup>(provider => new SqliteKeyBackup(options, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>What every store stands on: keys, sealing, and the chain of the audit trail. It expects an <see cref="IDataKeyStore"/>.</summary>
    internal static void AddSealing(this IServiceCollection services, KeyOptions keys, int cachedDataKeys)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => MasterKeys.Load(keys));
        services.AddSingleton(_ => new UserHasher(SecretKey.ForUserHashes(keys).Bytes));
        services.AddSingleton(provider => new Sealer(
            provider.GetRequiredService<MasterKeys>(),
            provider.GetRequiredService<IDataKeyStore>(),
            cachedDataKeys,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KeyRewrapping>();
        services.AddSingleton<KeyRenewal>();
        services.AddSingleton<TrailChain>();
        services.AddSingleton<RestoredErasures>();
    }
}
