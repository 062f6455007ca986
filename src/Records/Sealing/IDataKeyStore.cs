namespace MediAgents.Records.Sealing;

/// <summary>The identity of one data key: random, so that an erased key's successor is never taken for it.</summary>
public readonly record struct SealKeyId(long Value)
{
    public override string ToString() => $"{Value:x16}";
}

/// <summary>A data key as stored.</summary>
/// <param name="Id">Its id; sealed data carries it.</param>
/// <param name="MasterKeyId">The master key that wraps it.</param>
/// <param name="Wrapped">Nonce, the encrypted secret, tag: 60 or 92 bytes.</param>
public sealed record WrappedDataKey(SealKeyId Id, string MasterKeyId, ReadOnlyMemory<byte> Wrapped);

/// <summary>A data key and whose it is.</summary>
/// <param name="Owner">A patient's hash, or <see cref="IDataKeyStore.SystemOwner"/>.</param>
/// <param name="Key">The key.</param>
/// <param name="ReplacedAt">Since when the owner has a newer one; null for the current key.</param>
public sealed record KeptDataKey(string Owner, WrappedDataKey Key, DateTimeOffset? ReplacedAt);

/// <summary>What is left of an erased data key.</summary>
/// <param name="Owner">Whose it was.</param>
/// <param name="Id">Its id.</param>
public sealed record ErasedKey(string Owner, SealKeyId Id);

/// <summary>The same data key, with the same id, wrapped anew.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Before">As it was read.</param>
/// <param name="After">As it shall be.</param>
public sealed record KeyReplacement(string Owner, WrappedDataKey Before, WrappedDataKey After);

/// <summary>
/// Where wrapped data keys are kept: apart from the data, with a backup policy of its own, so that erasing an owner's keys
/// also makes the data in old backups unreadable. An owner has one current key, which seals, and for a while earlier ones,
/// which only open what is still sealed under them. Safe for concurrent use, also by several processes.
/// </summary>
/// <remarks>
/// Synchronous, for it is asked once in a while per owner and answers from a local file or one short round trip.
/// <c>owner</c> is a patient's hash, or <see cref="SystemOwner"/>. Every change is durable when the call returns and is one
/// transaction. All members throw <see cref="Primitives.StorageUnavailableException"/> when the store cannot work.
/// What an implementation must keep besides the keys: the id and owner of every key it ever removed, and whether by
/// <see cref="Retire"/> or by <see cref="Erase"/>; a backup of keys restored later brings back the former, never the latter.
/// </remarks>
public interface IDataKeyStore
{
    /// <summary>The reserved owner of what belongs to no patient.</summary>
    const string SystemOwner = "system";

    /// <summary>The owner's current key.</summary>
    WrappedDataKey? Find(string owner);

    /// <summary>The owner's earlier keys; empty when there was no renewal or nothing is left of it.</summary>
    IReadOnlyList<WrappedDataKey> FindEarlier(string owner);

    /// <summary>Keeps <paramref name="key"/> unless the owner has a current one, and returns the one the owner has now.</summary>
    WrappedDataKey GetOrAdd(string owner, WrappedDataKey key);

    /// <summary>
    /// Makes <paramref name="renewed"/> the current key and the present one an earlier one, replaced at <paramref name="now"/>.
    /// False, and nothing done, when the current key is not <paramref name="expected"/> any more.
    /// </summary>
    bool TryRenew(string owner, SealKeyId expected, WrappedDataKey renewed, DateTimeOffset now);

    /// <summary>Removes an earlier key under which nothing is sealed any more. False when it is no earlier key of the owner.</summary>
    bool Retire(string owner, SealKeyId id);

    /// <summary>
    /// Erases all keys of the owner for good, from logs of the store too, and marks them, and those of the owner retired
    /// before, as erased. False when there was none.
    /// </summary>
    bool Erase(string owner);

    /// <summary>
    /// Puts each <see cref="KeyReplacement.After"/> where <see cref="KeyReplacement.Before"/> still stands, unchanged in every
    /// byte; the others (erased, or wrapped by somebody else meanwhile) are left alone. Returns how many were put.
    /// </summary>
    int Replace(IReadOnlyList<KeyReplacement> batch);

    /// <summary>Keys, current and earlier, wrapped under another master key than this one, by id, at most <paramref name="limit"/>.</summary>
    /// <param name="masterKeyId">The master key of those not wanted.</param>
    /// <param name="after">The last id seen; null to begin.</param>
    /// <param name="limit">1 or more.</param>
    IReadOnlyList<KeptDataKey> ListUnderOthers(string masterKeyId, SealKeyId? after, int limit);

    /// <summary>Earlier keys of all owners, by id, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<KeptDataKey> ListEarlier(SealKeyId? after, int limit);

    /// <summary>Owners with a current key, in ordinal order, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<string> ListOwners(string? after, int limit);

    /// <summary>The ids of all keys of the owner that were ever erased.</summary>
    IReadOnlyList<SealKeyId> FindErased(string owner);

    /// <summary>The keys ever erased, by id, at most <paramref name="limit"/>.</summary>
    IReadOnlyList<ErasedKey> ListErased(SealKeyId? after, int limit);

    /// <summary>How many keys, current and earlier, lie under which master key.</summary>
    IReadOnlyDictionary<string, long> CountByMasterKey();
}
