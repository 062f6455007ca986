using System.Security.Cryptography;

namespace MediAgents.Records.Sealing;

/// <summary>
/// What a wrapped data key holds: the key that encrypts and the key of fingerprints. A renewed key has a new one of the
/// former and keeps the latter, so that ids made from content and blind indexes stay what they are.
/// </summary>
/// <remarks>
/// 64 bytes, the two after each other. Keys made by release 0.1 are 32 bytes, the encryption key; the fingerprint key is
/// derived from it (HKDF-SHA256, RFC 5869).
/// </remarks>
internal sealed class DataKeySecret
{
    public const int ShortSize = SecretKey.SizeInBytes;
    public const int FullSize = 2 * SecretKey.SizeInBytes;

    private readonly byte[] bytes;

    /// <param name="bytes">32 or 64.</param>
    public DataKeySecret(byte[] bytes) => this.bytes = bytes;

    public ReadOnlySpan<byte> Bytes => bytes;

    public byte[] EncryptionKey => bytes[..SecretKey.SizeInBytes];

    public byte[] FingerprintKey => bytes.Length == FullSize
        ? bytes[SecretKey.SizeInBytes..]
        : HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, SecretKey.SizeInBytes, info: "fingerprint"u8.ToArray());

    public static DataKeySecret Create() => new(RandomNumberGenerator.GetBytes(FullSize));

    /// <summary>Another encryption key with the same fingerprints.</summary>
    public DataKeySecret Renew() => new([.. RandomNumberGenerator.GetBytes(SecretKey.SizeInBytes), .. FingerprintKey]);
}
