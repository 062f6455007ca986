using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Records.AuditTrail;

/// <summary>
/// The chain that binds each entry of the audit trail to all before it: HMAC-SHA256, under a key only the server has, of the
/// previous entry's code and this entry's fields. Whoever changes, removes or reorders entries cannot make the codes that
/// would follow. Safe for concurrent use.
/// </summary>
public sealed class TrailChain(Sealer sealer)
{
    /// <summary>Bytes of a code.</summary>
    public const int MacSize = HMACSHA256.HashSizeInBytes;

    private readonly Lazy<byte[]> key = new(() => sealer.Fingerprint(null, "audit_trail", "mac", "chain"u8));

    /// <summary>What the first entry is bound to.</summary>
    public static ReadOnlyMemory<byte> Origin { get; } = new byte[MacSize];

    /// <summary>The code of the entry that follows one with <paramref name="previous"/>.</summary>
    public byte[] MacOf(ReadOnlySpan<byte> previous, long seq, DateTimeOffset time, Access access)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Value);
        mac.AppendData(previous);
        Append(mac, seq);
        Append(mac, time.ToUnixTimeMilliseconds());
        Append(mac, (long)access.Outcome);
        Append(mac, access.Count);
        Append(mac, access.Principal.Name);
        Append(mac, access.Patient?.Hash);
        Append(mac, access.Action);
        Append(mac, access.Subject);
        return mac.GetHashAndReset();
    }

    /// <summary>A code over a head alone, by which a head kept elsewhere proves to be one this server made.</summary>
    public byte[] MacOf(TrailHead head)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Value);
        mac.AppendData("head"u8);
        Append(mac, head.Seq);
        mac.AppendData(head.Mac.Span);
        return mac.GetHashAndReset();
    }

    private static void Append(IncrementalHash mac, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        mac.AppendData(bytes);
    }

    // With its length before it, and absent unlike empty, so that no two entries share one form.
    private static void Append(IncrementalHash mac, string? text)
    {
        Append(mac, text is null ? -1L : Encoding.UTF8.GetByteCount(text));
        if (text is not null)
            mac.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
