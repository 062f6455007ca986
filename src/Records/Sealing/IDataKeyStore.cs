namespace MediAgents.Records.Sealing;

/// <summary>The identity of one data key: random, so that an erased key's successor is never taken for it.</summary>
public readonly record struct SealKeyId(long Value)
{
    public override string ToString() => $"{Value:x16}";
}

/// <summary>A data key as stored.</summary>
/// <param name="Id">Its id; sealed data carries it.</param>
/// <param name="MasterKeyId">The master key that wraps it.</param>
/// <param name="Wrapped">Nonce, the encrypted key, tag.</param>
public sealed record WrappedDataKey(SealKeyId Id, string MasterKeyId, ReadOnlyMemory<byte> Wrapped);

/// <summary>
/// Where wrapped data keys are kept: apart from the data, with a backup policy of its own, so that erasing an owner's key
/// also makes the data in old backups unreadable.
/// </summary>
/// <remarks>
/// Synchronous, for it is asked once per owner and process and answers from a local file or one short round trip.
/// <c>owner</c> is a patient's hash, or <see cref="SystemOwner"/>.
/// </remarks>
public interface IDataKeyStore
{
    /// <summary>The reserved owner of what belongs to no patient.</summary>
    const string SystemOwner = "system";

    WrappedDataKey? Find(string owner);

    /// <summary>
    /// Keeps <paramref name="key"/> unless the owner has one, and returns the one the owner has now; durable when this returns.
    /// </summary>
    WrappedDataKey GetOrAdd(string owner, WrappedDataKey key);

    /// <summary>Erases the owner's key for good. False when there was none.</summary>
    bool Erase(string owner);
}
