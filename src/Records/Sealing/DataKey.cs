using System.Security.Cryptography;

namespace MediAgents.Records.Sealing;

/// <summary>An unwrapped data key and a cipher that is ready for it.</summary>
internal sealed class DataKey
{
    private readonly byte[] key;
    private readonly Lazy<byte[]> fingerprintKey;

    // One idle cipher is enough: only concurrent work for the same owner needs a second, and that is made in passing.
    private AesGcm? idle;

    public DataKey(SealKeyId id, DataKeySecret secret)
    {
        Id = id;
        key = secret.EncryptionKey;
        fingerprintKey = new Lazy<byte[]>(() => secret.FingerprintKey);
    }

    public SealKeyId Id { get; }

    public ReadOnlySpan<byte> FingerprintKey => fingerprintKey.Value;

    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> binding)
    {
        var aes = Rent();
        aes.Encrypt(nonce, plaintext, ciphertext, tag, binding);
        Return(aes);
    }

    /// <exception cref="AuthenticationTagMismatchException">Any of it is not what was encrypted.</exception>
    public void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> binding)
    {
        var aes = Rent();
        try
        {
            aes.Decrypt(nonce, ciphertext, tag, plaintext, binding);
        }
        finally
        {
            Return(aes);
        }
    }

    // AesGcm is not documented as safe for concurrent use, so one caller at a time holds an instance.
    private AesGcm Rent() => Interlocked.Exchange(ref idle, null) ?? new AesGcm(key, AesGcm.TagByteSizes.MaxSize);

    private void Return(AesGcm aes)
    {
        if (Interlocked.CompareExchange(ref idle, aes, null) is not null)
            aes.Dispose();
    }
}
