using System.Buffers.Binary;
using System.Security.Cryptography;
using MediAgents.Primitives;

namespace MediAgents.Records.Sealing;

/// <summary>
/// The data keys in use, between the store and the cache. A cached key is confirmed by the store every
/// <see cref="Sealer.RecheckAfter"/>, so that an erasure or renewal by another process is seen.
/// </summary>
internal sealed class DataKeyRing(MasterKeys masterKeys, IDataKeyStore store, int cachedOwners, TimeProvider time)
{
    private const int Stripes = 64;

    private readonly DataKeyCache cache = new(cachedOwners);

    // One of them is held while a key moves between store and cache, so that no erased key slips back into the cache.
    // Several, so that one owner's slow answer holds up few others.
    private readonly Lock[] moving = [.. Enumerable.Range(0, Stripes).Select(_ => new Lock())];

    /// <summary>The owner's current key, made if this is the first time.</summary>
    public DataKey GetOrCreate(string owner)
    {
        if (FindCached(owner) is { } cached)
            return cached.Current;
        lock (MovingOf(owner))
        {
            if (FindConfirmed(owner) is { } keys)
                return keys.Current;
            var fresh = masterKeys.Wrap(owner, NewId(), DataKeySecret.Create());
            return Remember(owner, store.GetOrAdd(owner, fresh)).Current; // of processes that race here, one key wins and all use it
        }
    }

    /// <summary>The owner's current key; null when there is none.</summary>
    public DataKey? FindCurrent(string owner)
    {
        if (FindCached(owner) is { } cached)
            return cached.Current;
        lock (MovingOf(owner))
            return FindConfirmed(owner)?.Current;
    }

    /// <exception cref="SealKeyErasedException">The key was erased.</exception>
    /// <exception cref="SealBrokenException">The owner never had such a key.</exception>
    public DataKey Find(string owner, SealKeyId id)
    {
        if (FindCached(owner)?.Find(id) is { } cached)
            return cached;
        lock (MovingOf(owner))
        {
            // Asked of the store even if the cached keys are fresh: another process may have renewed the key just now.
            if (Confirm(owner) is { } keys)
            {
                if (keys.Find(id) is null)
                    keys.SetEarlier([.. store.FindEarlier(owner).Select(key => Unwrap(owner, key))]);
                if (keys.Find(id) is { } found)
                    return found;
            }
        }

        if (store.FindErased(owner).Contains(id))
            throw new SealKeyErasedException();
        throw new SealBrokenException("The key of this data is not the owner's.");
    }

    /// <summary>Asks the store at the next use.</summary>
    public void Forget(string owner)
    {
        lock (MovingOf(owner))
            cache.Remove(owner);
    }

    public bool Erase(string owner)
    {
        lock (MovingOf(owner))
        {
            cache.Remove(owner);
            return store.Erase(owner);
        }
    }

    public bool Renew(string owner)
    {
        lock (MovingOf(owner))
        {
            if (store.Find(owner) is not { } stored)
                return false;
            var renewed = masterKeys.Wrap(owner, NewId(), masterKeys.Unwrap(owner, stored).Renew());
            cache.Remove(owner);
            return store.TryRenew(owner, stored.Id, renewed, time.GetUtcNow());
        }
    }

    /// <summary>What the cache holds and may still be used. Null sends the caller to the store.</summary>
    private OwnerKeys? FindCached(string owner)
    {
        if (cache.Find(owner) is not { } keys)
            return null;
        var age = time.GetElapsedTime(keys.ConfirmedAt);
        return age < Sealer.RecheckAfter ? keys : Reconfirm(owner, keys, mayWait: age < 2 * Sealer.RecheckAfter);
    }

    /// <summary>One caller asks the store; the others go on with what they have, as long as they may.</summary>
    private OwnerKeys? Reconfirm(string owner, OwnerKeys keys, bool mayWait)
    {
        if (!mayWait)
            return null;
        var gate = MovingOf(owner);
        if (!gate.TryEnter())
            return keys;
        try
        {
            return FindConfirmed(owner);
        }
        catch (StorageUnavailableException)
        {
            return keys;
        }
        finally
        {
            gate.Exit();
        }
    }

    private OwnerKeys? FindConfirmed(string owner) =>
        cache.Find(owner) is { } keys && time.GetElapsedTime(keys.ConfirmedAt) < Sealer.RecheckAfter ? keys : Confirm(owner);

    /// <summary>Brings the cache to what the store says; null when the owner has no key.</summary>
    private OwnerKeys? Confirm(string owner)
    {
        var asked = time.GetTimestamp();
        if (store.Find(owner) is not { } stored)
        {
            cache.Remove(owner);
            return null;
        }

        if (cache.Find(owner) is not { } keys || keys.Current.Id != stored.Id)
            return Remember(owner, stored);
        keys.Confirm(asked);
        return keys;
    }

    private OwnerKeys Remember(string owner, WrappedDataKey stored)
    {
        var keys = new OwnerKeys(Unwrap(owner, stored), time.GetTimestamp());
        cache.Add(owner, keys);
        return keys;
    }

    private DataKey Unwrap(string owner, WrappedDataKey key) => new(key.Id, masterKeys.Unwrap(owner, key));

    private Lock MovingOf(string owner) => moving[(uint)owner.GetHashCode(StringComparison.Ordinal) % Stripes];

    private static SealKeyId NewId() => new(BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long))));
}
