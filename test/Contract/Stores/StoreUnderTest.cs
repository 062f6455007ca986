using MediAgents.Grains.Hosting;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Portability;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Contract.Stores;

/// <summary>The stores as the product registers them, on data of the test's own; removed when disposed.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    public IGrainStorage Grains => Services.GetRequiredService<IGrainStorage>();

    public IDocumentStore Documents => Services.GetRequiredService<IDocumentStore>();

    public ITimelineStore Timeline => Services.GetRequiredService<ITimelineStore>();

    public IProfileStore Profiles => Services.GetRequiredService<IProfileStore>();

    public IIdempotencyStore Claims => Services.GetRequiredService<IIdempotencyStore>();

    public IAuditTrail Trail => Services.GetRequiredService<IAuditTrail>();

    public IRecordErasure Erasure => Services.GetRequiredService<IRecordErasure>();

    public IDataKeyStore DataKeys => Services.GetRequiredService<IDataKeyStore>();

    public KeyRenewal Renewal => Services.GetRequiredService<KeyRenewal>();

    public KeyRewrapping Rewrapping => Services.GetRequiredService<KeyRewrapping>();

    public IStorageHealth Health => Services.GetRequiredService<IStorageHealth>();

    public Sealer Sealer => Services.GetRequiredService<Sealer>();

    protected abstract IServiceProvider Services { get; }

    /// <summary>Prepares empty stores; nothing else is called before.</summary>
    public abstract Task CreateAsync();

    /// <summary>The same data, opened a second time, as by another process.</summary>
    public abstract StoreUnderTest OpenAgain();

    /// <summary>Closes the stores as a process does that ends; the data remain.</summary>
    public abstract ValueTask CloseAsync();

    /// <summary>Changes the stored data past the stores, by a statement of the store's own language.</summary>
    public abstract Task TamperAsync(string statement);

    /// <summary>One number from the stored data.</summary>
    public abstract Task<long> CountAsync(string statement);

    public abstract ValueTask DisposeAsync();
}

/// <summary>What every suite of a store starts from: a store's test project derives from each suite and hands it the store.</summary>
public abstract class StoreConformance(StoreUnderTest store) : IAsyncLifetime
{
    protected StoreUnderTest Store => store;

    public Task InitializeAsync() => store.CreateAsync();

    public async Task DisposeAsync() => await store.DisposeAsync();
}
