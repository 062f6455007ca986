using MediAgents.Grains.Hosting;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Storage.Tests;

/// <summary>The stores as the product registers them, on a folder of the test's own or on another's.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly bool ownsFolder;

    public TestStore(string? folder = null, StorageOptions? options = null, TimeProvider? time = null)
    {
        ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("mediagents-test-").FullName;
        services = new ServiceCollection()
            .AddSingleton(time ?? TimeProvider.System)
            .AddSqliteStorage(
                (options ?? new StorageOptions { DataDirectory = "" }) with { DataDirectory = Folder },
                new KeyOptions { DataDirectory = Folder, AllowGenerated = true })
            .BuildServiceProvider();
    }

    public IServiceProvider Services => services;

    public string Folder { get; }

    public IGrainStorage Grains => services.GetRequiredService<IGrainStorage>();

    public IDocumentStore Documents => services.GetRequiredService<IDocumentStore>();

    public ITimelineStore Timeline => services.GetRequiredService<ITimelineStore>();

    public IProfileStore Profiles => services.GetRequiredService<IProfileStore>();

    public IIdempotencyStore Idempotency => services.GetRequiredService<IIdempotencyStore>();

    public IAuditTrail Trail => services.GetRequiredService<IAuditTrail>();

    public IStorageHealth Health => services.GetRequiredService<IStorageHealth>();

    public SqliteDatabase Database => services.GetRequiredService<SqliteDatabase>();

    public Sealer Sealer => services.GetRequiredService<Sealer>();

    public ValueTask CloseAsync() => services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
