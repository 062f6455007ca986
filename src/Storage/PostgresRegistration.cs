using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
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
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Postgres.AuditTrail;
using MediAgents.Storage.Postgres.Backups;
using MediAgents.Storage.Postgres.Documents;
using MediAgents.Storage.Postgres.Erasure;
using MediAgents.Storage.Postgres.Grains;
using MediAgents.Storage.Postgres.Idempotency;
using MediAgents.Storage.Postgres.Keys;
using MediAgents.Storage.Postgres.Profiles;
using MediAgents.Storage.Postgres.Resealing;
using MediAgents.Storage.Postgres.Settings;
using MediAgents.Storage.Postgres.Timeline;
using MediAgents.Storage.Postgres.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MediAgents.Storage;

/// <summary>Registers the stores on PostgreSQL.</summary>
public static class PostgresRegistration
{
    /// <summary>
    /// The same interfaces as <see cref="StorageRegistration.AddSqliteStorage"/>, kept in PostgreSQL. Connections are opened
    /// and keys read when first resolved; what can be wrong with them then stops the start:
    /// <see cref="KeySettingException"/>, <see cref="StorageTooNewException"/>, <see cref="StorageUnavailableException"/>.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, PostgresOptions options, KeyOptions keys)
    {
        PostgresOptions.Validate(options);
        services.AddSealing(keys, options.CachedDataKeys);
        services.AddSingleton<IDataKeyStore>(provider => PostgresDataKeyStore.Open(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => PostgresDatabase.Open(options));
        services.AddSingleton<TrailCommit>();
        services.AddSingleton(provider => new PostgresWriter(
            provider.GetRequiredService<PostgresDatabase>(),
            provider.GetRequiredService<TrailCommit>(),
            options));
        services.AddSingleton<IStorageHealth, PostgresHealth>();
        services.AddSingleton<IUserHashKeyRecord, PostgresUserHashKeyRecord>();
        services.AddSingleton<IGrainStorage, PostgresGrainStorage>();
        services.AddSingleton<IDocumentStore, PostgresDocumentStore>();
        services.AddSingleton<ITimelineStore, PostgresTimelineStore>();
        services.AddSingleton<IProfileStore, PostgresProfileStore>();
        services.AddSingleton<IIdempotencyStore, PostgresIdempotencyStore>();
        services.AddSingleton<IAuditTrail, PostgresAuditTrail>();
        services.AddSingleton<IRecordErasure, PostgresRecordErasure>();
        services.AddSingleton<IResealing, PostgresResealing>();
        services.AddSingleton<IProcessTurns>(_ => new PostgresTurns(options));
        services.AddSingleton<IStoreBackup>(provider => new PostgresDataBackup(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IStoreBackup>(provider => new PostgresKeyBackup(options, provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
