using System.Security.Cryptography;

namespace MediAgents.Records.Sealing;

/// <summary>
/// The keys that wrap data keys: the current one wraps, the older ones only unwrap. A key's id is derived from the key,
/// so that settings carry keys alone.
/// </summary>
public sealed class MasterKeys
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> keys = new(StringComparer.Ordinal);

    public MasterKeys(SecretKey current, IEnumerable<ReadOnlyMemory<byte>> older)
    {
        Generated = current.Generated;
        CurrentId = IdOf(current.Bytes.Span);
        foreach (var key in older.Append(current.Bytes))
            keys[IdOf(key.Span)] = key;
    }

    /// <summary>The id of the key that wraps: 16 hexadecimal digits.</summary>
    public string CurrentId { get; }

    /// <summary>Whether the current key was generated into the data directory; then the caller warns.</summary>
    public bool Generated { get; }

    /// <exception cref="KeySettingException">A key is malformed, set in two ways, or absent where it may not be generated.</exception>
    public static MasterKeys Load(KeyOptions options) =>
        new(
            SecretKey.ForSealing(options),
            (options.OldEncryptionKeys ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(key => SecretKey.Parse("ENCRYPTION_KEYS_OLD", key)));

    /// <summary>Whether the settings hold the key with this id.</summary>
    public bool Holds(string masterKeyId) => keys.ContainsKey(masterKeyId);

    /// <summary>Wraps a data key of <paramref name="owner"/> under the current key.</summary>
    internal WrappedDataKey Wrap(string owner, SealKeyId id, DataKeySecret secret)
    {
        var dataKey = secret.Bytes;
        var wrapped = new byte[AesGcm.NonceByteSizes.MaxSize + dataKey.Length + AesGcm.TagByteSizes.MaxSize];
        var nonce = wrapped.AsSpan(0, AesGcm.NonceByteSizes.MaxSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[CurrentId].Span, AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce, dataKey, wrapped.AsSpan(nonce.Length, dataKey.Length), wrapped.AsSpan(nonce.Length + dataKey.Length), Binding(owner, id, CurrentId));
        return new WrappedDataKey(id, CurrentId, wrapped);
    }

    /// <exception cref="KeySettingException">It was wrapped under a key that the settings no longer hold.</exception>
    /// <exception cref="SealBrokenException">The wrapped key was changed.</exception>
    internal DataKeySecret Unwrap(string owner, WrappedDataKey key)
    {
        if (!keys.TryGetValue(key.MasterKeyId, out var master))
            throw new KeySettingException("ENCRYPTION_KEY", $"data keys are wrapped under master key {key.MasterKeyId}, which is not among those set; ENCRYPTION_KEYS_OLD takes earlier ones.");

        var wrapped = key.Wrapped.Span;
        var nonceSize = AesGcm.NonceByteSizes.MaxSize;
        var tagSize = AesGcm.TagByteSizes.MaxSize;
        var size = wrapped.Length - nonceSize - tagSize;
        if (size is not (DataKeySecret.ShortSize or DataKeySecret.FullSize))
            throw new SealBrokenException("A wrapped data key has the wrong length.");

        var dataKey = new byte[size];
        using var aes = new AesGcm(master.Span, tagSize);
        try
        {
            aes.Decrypt(wrapped[..nonceSize], wrapped[nonceSize..^tagSize], wrapped[^tagSize..], dataKey, Binding(owner, key.Id, key.MasterKeyId));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new SealBrokenException("A wrapped data key was changed.", e);
        }

        return new DataKeySecret(dataKey);
    }

    private static byte[] Binding(string owner, SealKeyId id, string masterKeyId) =>
        System.Text.Encoding.UTF8.GetBytes($"data key {id} of {owner} under {masterKeyId}");

    private static string IdOf(ReadOnlySpan<byte> key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, "master key id"u8).AsSpan(0, 8));
}
