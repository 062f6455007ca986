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

    // An entry with the longest subject takes 600.
    private const int OnStack = 1024;

    private readonly Lazy<byte[]> key = new(() => sealer.Fingerprint(null, "audit_trail", "mac", "chain"u8));

    /// <summary>What the first entry is bound to.</summary>
    public static ReadOnlyMemory<byte> Origin { get; } = new byte[MacSize];

    /// <summary>The code of the entry that follows one with <paramref name="previous"/>.</summary>
    public byte[] MacOf(ReadOnlySpan<byte> previous, long seq, DateTimeOffset time, Access access)
    {
        ReadOnlySpan<string?> texts = [access.Principal.Name, access.Patient?.Hash, access.Action, access.Subject];
        var size = previous.Length + 4 * sizeof(long);
        foreach (var text in texts)
            size += sizeof(long) + Encoding.UTF8.GetByteCount(text ?? "");
        var message = size <= OnStack ? stackalloc byte[size] : new byte[size];

        previous.CopyTo(message);
        var rest = message[previous.Length..];
        foreach (var number in (ReadOnlySpan<long>)[seq, time.ToUnixTimeMilliseconds(), (long)access.Outcome, access.Count])
            rest = Append(rest, number);
        foreach (var text in texts)
            rest = Append(rest, text);
        return HMACSHA256.HashData(key.Value, message);
    }

    /// <summary>A code over a head alone, by which a head kept elsewhere proves to be one this server made.</summary>
    public byte[] MacOf(TrailHead head) => MacOf("head"u8, head);

    /// <summary>A code over the last entry removed by <see cref="IAuditTrail.PruneAsync"/>, to which the first that remains is bound.</summary>
    public byte[] CheckpointMacOf(TrailHead lastRemoved) => MacOf("checkpoint"u8, lastRemoved);

    private byte[] MacOf(ReadOnlySpan<byte> what, TrailHead head)
    {
        Span<byte> message = stackalloc byte[what.Length + sizeof(long) + head.Mac.Length];
        what.CopyTo(message);
        head.Mac.Span.CopyTo(Append(message[what.Length..], head.Seq));
        return HMACSHA256.HashData(key.Value, message);
    }

    private static Span<byte> Append(Span<byte> message, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(message, number);
        return message[sizeof(long)..];
    }

    // With its length before it, and absent unlike empty, so that no two entries share one form.
    private static Span<byte> Append(Span<byte> message, string? text)
    {
        var written = Encoding.UTF8.GetBytes(text ?? "", message[sizeof(long)..]);
        BinaryPrimitives.WriteInt64BigEndian(message, text is null ? -1 : written);
        return message[(sizeof(long) + written)..];
    }
}
