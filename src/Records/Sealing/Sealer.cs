using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MediAgents.Primitives;

namespace MediAgents.Records.Sealing;

/// <summary>
/// Seals what is stored: AES-256-GCM (NIST SP 800-38D) under a data key of the owner's own, bound to owner, table, field
/// and row, so that sealed data opens only where it was put. Safe for concurrent use.
/// </summary>
/// <remarks>
/// Layout: version (1 byte), id of the data key (8, big-endian), nonce (12, random), ciphertext, tag (16).
/// Random nonces allow 2^32 seals under one data key (SP 800-38D, 8.3).
/// </remarks>
public sealed class Sealer
{
    /// <summary>Bytes that sealing adds.</summary>
    public const int Overhead = HeaderSize + TagSize;

    /// <summary>Owners whose data keys are kept unwrapped in memory.</summary>
    public const int DefaultCachedOwners = 10_000;

    private const byte Version = 1;
    private const int NonceSize = 12, TagSize = 16, KeyIdOffset = 1, NonceOffset = 9, HeaderSize = NonceOffset + NonceSize;

    private readonly DataKeyRing keys;

    /// <param name="masterKeys">What unwraps the data keys.</param>
    /// <param name="store">Where they are kept.</param>
    /// <param name="cachedOwners">Owners whose data keys are kept unwrapped in memory, 1 or more.</param>
    /// <param name="time">Tells when a key in memory is to be checked against the store again.</param>
    /// <exception cref="KeySettingException">The master keys are not those that the stored keys were wrapped with.</exception>
    public Sealer(MasterKeys masterKeys, IDataKeyStore store, int cachedOwners = DefaultCachedOwners, TimeProvider? time = null)
    {
        keys = new DataKeyRing(masterKeys, store, cachedOwners, time ?? TimeProvider.System);
        keys.GetOrCreate(IDataKeyStore.SystemOwner); // a wrong ENCRYPTION_KEY stops the start, not the first patient
    }

    /// <summary>
    /// How long a key erased or renewed by another process may stay in use in this one; twice as long while many ask at once
    /// or the key store does not answer.
    /// </summary>
    public static TimeSpan RecheckAfter { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The bytes with which everything begins that is sealed under <paramref name="key"/>.</summary>
    public static byte[] PrefixOf(SealKeyId key)
    {
        var prefix = new byte[NonceOffset];
        prefix[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(prefix.AsSpan(KeyIdOffset), key.Value);
        return prefix;
    }

    /// <summary>The key under which something is sealed.</summary>
    public static SealKeyId KeyOf(ReadOnlySpan<byte> sealedData) => new(BinaryPrimitives.ReadInt64BigEndian(sealedData[KeyIdOffset..]));

    /// <summary>Seals <paramref name="plaintext"/>; creates the owner's data key, durably, if this is the owner's first.</summary>
    /// <param name="owner">Whose data it is; null for what belongs to no patient.</param>
    /// <param name="table">Where it will be kept.</param>
    /// <param name="field">The field within the table.</param>
    /// <param name="plaintext">What to seal.</param>
    /// <param name="row">What tells the row from others of the same owner, if that must not be exchanged.</param>
    public byte[] Seal(PatientId? owner, string table, string field, ReadOnlySpan<byte> plaintext, string row = "")
    {
        var ownerName = NameOf(owner);
        return SealUnder(keys.GetOrCreate(ownerName), ownerName, table, field, plaintext, row);
    }

    /// <summary>
    /// As <see cref="Seal"/>, but only under a key the owner has: null when there is none. For what was unsealed a moment ago,
    /// since an owner erased in between shall not get a new key for it.
    /// </summary>
    public byte[]? TrySeal(PatientId? owner, string table, string field, ReadOnlySpan<byte> plaintext, string row = "")
    {
        var ownerName = NameOf(owner);
        return keys.FindCurrent(ownerName) is { } key ? SealUnder(key, ownerName, table, field, plaintext, row) : null;
    }

    /// <summary>Opens what <see cref="Seal"/> sealed for the same owner, table, field and row.</summary>
    /// <exception cref="SealBrokenException">It is not that, in any bit.</exception>
    public byte[] Unseal(PatientId? owner, string table, string field, ReadOnlySpan<byte> sealedData, string row = "")
    {
        if (sealedData.Length < Overhead)
            throw new SealBrokenException("Sealed data is too short.");
        var plaintext = new byte[sealedData.Length - Overhead];
        Unseal(owner, table, field, sealedData, plaintext, row);
        return plaintext;
    }

    /// <summary>As the other overload, into <paramref name="destination"/>; returns the bytes written there.</summary>
    /// <exception cref="SealBrokenException">It is not what was sealed; the destination then holds nothing of it.</exception>
    public int Unseal(PatientId? owner, string table, string field, ReadOnlySpan<byte> sealedData, Span<byte> destination, string row = "")
    {
        if (sealedData.Length < Overhead || sealedData[0] != Version)
            throw new SealBrokenException("Sealed data is of an unknown form.");

        var ownerName = NameOf(owner);
        var key = keys.Find(ownerName, KeyOf(sealedData));
        var size = Binding.SizeOf(ownerName, table, field, row);
        var binding = size <= Binding.OnStack ? stackalloc byte[size] : new byte[size];
        Binding.Write(binding, ownerName, table, field, row);
        var plaintext = destination[..(sealedData.Length - Overhead)];
        try
        {
            key.Decrypt(sealedData.Slice(NonceOffset, NonceSize), sealedData[HeaderSize..^TagSize], sealedData[^TagSize..], plaintext, binding);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new SealBrokenException($"The seal on {table}.{field} does not hold.", e);
        }

        return plaintext.Length;
    }

    /// <summary>
    /// A keyed fingerprint (HMAC-SHA256, 32 bytes) of <paramref name="value"/>, the same for the same owner, table and field
    /// and telling nothing without the owner's key: for ids derived from content and for blind indexes of exact fields.
    /// </summary>
    public byte[] Fingerprint(PatientId? owner, string table, string field, ReadOnlySpan<byte> value)
    {
        var ownerName = NameOf(owner);
        var binding = new byte[Binding.SizeOf(ownerName, table, field, "")];
        Binding.Write(binding, ownerName, table, field, "");
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.GetOrCreate(ownerName).FingerprintKey);
        hash.AppendData(binding);
        hash.AppendData(value);
        return hash.GetHashAndReset();
    }

    /// <summary>
    /// Erases the patient's data keys: nothing sealed for the patient, here or in any backup of the data, can be read again.
    /// What is sealed later gets a new key. False when there was none. First end the work in progress for the patient, here
    /// and in other processes on the same store: what it seals meanwhile under the old key is lost.
    /// </summary>
    public bool Erase(PatientId owner) => keys.Erase(NameOf(owner));

    /// <summary>The key that what is sealed now gets, as far as this process knows; null when the patient has none yet.</summary>
    public SealKeyId? KeyInUse(PatientId owner) => keys.FindCurrent(NameOf(owner))?.Id;

    /// <summary>
    /// Asks the store for the patient's key at the next use: what was sealed a moment ago turned out to be sealed under a key
    /// that another process has erased.
    /// </summary>
    public void Forget(PatientId owner) => keys.Forget(NameOf(owner));

    /// <summary>
    /// Gives the owner a new data key. What is sealed from now on is sealed under it; what was sealed before opens as
    /// before, until all of it is sealed anew (<see cref="IResealing"/>). Fingerprints stay the same. False when the owner
    /// has no key, or somebody else renewed it just now.
    /// </summary>
    public bool Renew(PatientId? owner) => keys.Renew(NameOf(owner));

    private static byte[] SealUnder(DataKey key, string ownerName, string table, string field, ReadOnlySpan<byte> plaintext, string row)
    {
        var output = new byte[plaintext.Length + Overhead];
        output[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(output.AsSpan(KeyIdOffset), key.Id.Value);
        var nonce = output.AsSpan(NonceOffset, NonceSize);
        RandomNumberGenerator.Fill(nonce);

        var size = Binding.SizeOf(ownerName, table, field, row);
        var binding = size <= Binding.OnStack ? stackalloc byte[size] : new byte[size];
        Binding.Write(binding, ownerName, table, field, row);
        key.Encrypt(nonce, plaintext, output.AsSpan(HeaderSize, plaintext.Length), output.AsSpan(HeaderSize + plaintext.Length), binding);
        return output;
    }

    private static string NameOf(PatientId? owner)
    {
        if (owner is not { } patient)
            return IDataKeyStore.SystemOwner;
        if (string.IsNullOrEmpty(patient.Hash) || patient.Hash == IDataKeyStore.SystemOwner)
            throw new ArgumentException("Not the hash of a patient.", nameof(owner));
        return patient.Hash;
    }

    /// <summary>The associated data: each part with its length before it, so that no two places share one.</summary>
    private static class Binding
    {
        public const int OnStack = 512;

        public static int SizeOf(string owner, string table, string field, string row) =>
            1 + 4 * sizeof(int) + Encoding.UTF8.GetByteCount(owner) + Encoding.UTF8.GetByteCount(table)
            + Encoding.UTF8.GetByteCount(field) + Encoding.UTF8.GetByteCount(row);

        public static void Write(Span<byte> target, string owner, string table, string field, string row)
        {
            target[0] = Version;
            target = target[1..];
            foreach (var part in (ReadOnlySpan<string>)[owner, table, field, row])
            {
                var written = Encoding.UTF8.GetBytes(part, target[sizeof(int)..]);
                BinaryPrimitives.WriteInt32BigEndian(target, written);
                target = target[(sizeof(int) + written)..];
            }
        }
    }
}
