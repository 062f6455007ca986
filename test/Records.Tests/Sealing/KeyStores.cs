using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Records.Tests.Sealing;

/// <summary>A key store in front of another; what a test changes of it, it overrides.</summary>
internal abstract class KeyStoreInFront(IDataKeyStore store) : IDataKeyStore
{
    public WrappedDataKey? Find(string owner)
    {
        OnAccess(owner);
        return store.Find(owner);
    }

    public IReadOnlyList<WrappedDataKey> FindEarlier(string owner)
    {
        OnAccess(owner);
        return store.FindEarlier(owner);
    }

    public WrappedDataKey GetOrAdd(string owner, WrappedDataKey key)
    {
        OnAccess(owner);
        return store.GetOrAdd(owner, key);
    }

    public bool TryRenew(string owner, SealKeyId expected, WrappedDataKey renewed, DateTimeOffset now) => store.TryRenew(owner, expected, renewed, now);

    public bool Retire(string owner, SealKeyId id) => store.Retire(owner, id);

    public bool Erase(string owner) => store.Erase(owner);

    public int Replace(IReadOnlyList<KeyReplacement> batch) => store.Replace(batch);

    public IReadOnlyList<KeptDataKey> ListUnderOthers(string masterKeyId, SealKeyId? after, int limit) => store.ListUnderOthers(masterKeyId, after, limit);

    public IReadOnlyList<KeptDataKey> ListEarlier(SealKeyId? after, int limit) => store.ListEarlier(after, limit);

    public IReadOnlyList<string> ListOwners(string? after, int limit) => store.ListOwners(after, limit);

    public IReadOnlyList<SealKeyId> FindErased(string owner) => store.FindErased(owner);

    public IReadOnlyList<ErasedKey> ListErased(SealKeyId? after, int limit) => store.ListErased(after, limit);

    public IReadOnlyDictionary<string, long> CountByMasterKey() => store.CountByMasterKey();

    protected abstract void OnAccess(string owner);
}

/// <summary>A key store that does not answer while it is away.</summary>
internal sealed class UnreliableKeyStore(IDataKeyStore store) : KeyStoreInFront(store)
{
    public bool IsAway { get; set; }

    protected override void OnAccess(string owner)
    {
        if (IsAway)
            throw new StorageUnavailableException("The key store is away.");
    }
}

/// <summary>A key store that answers for one owner only once it is told to.</summary>
internal sealed class SlowKeyStore(IDataKeyStore store, string slowOwner) : KeyStoreInFront(store), IDisposable
{
    private readonly ManualResetEventSlim released = new();

    public ManualResetEventSlim Entered { get; } = new();

    public void Release() => released.Set();

    public void Dispose()
    {
        released.Dispose();
        Entered.Dispose();
    }

    protected override void OnAccess(string owner)
    {
        if (owner != slowOwner)
            return;
        Entered.Set();
        released.Wait();
    }
}
