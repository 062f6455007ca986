using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MediAgents.Records.Timeline;

/// <summary>
/// Cursors as callers carry them: opaque, and of use only with the filter and order they were given out for. They hold
/// positions and a time and are no secret; who alters one sees other pages of their own timeline.
/// </summary>
public static class TimelineCursorText
{
    private const int QueryOffset = 3 * sizeof(long), QuerySize = 8;
    private const int Size = QueryOffset + QuerySize;

    public static string Encode(TimelineCursor cursor, TimelineFilter filter, TimelineOrder order)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, cursor.AsOf);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], cursor.OccurredAt);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(2 * sizeof(long))..], cursor.Position);
        FingerprintOf(filter, order).CopyTo(bytes[QueryOffset..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null when it is no cursor, or one of another filter or order.</summary>
    public static TimelineCursor? Decode(string text, TimelineFilter filter, TimelineOrder order)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length != Base64Url.GetEncodedLength(Size)
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != Size
            || !FingerprintOf(filter, order).SequenceEqual(bytes[QueryOffset..]))
            return null;
        var cursor = new TimelineCursor(
            BinaryPrimitives.ReadInt64BigEndian(bytes),
            BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(long)..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[(2 * sizeof(long))..]));
        return cursor is { AsOf: >= 0, Position: >= 0 } ? cursor : null;
    }

    private static ReadOnlySpan<byte> FingerprintOf(TimelineFilter filter, TimelineOrder order)
    {
        string?[] parts =
        [
            order.ToString(),
            filter.From?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            filter.Until?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            filter.Type?.ToString(),
            filter.Code is { } code ? EventTerms.OfCode(code) : null,
            filter.BodyPart is { } bodyPart ? EventTerms.OfBodyPart(bodyPart) : null,
            filter.DocumentId,
            filter.AnyStatus ? "any" : (filter.Status ?? EventStatus.Confirmed).ToString(),
        ];
        // Each with its length before it, and absent unlike empty, so that no two filters share one form.
        var form = string.Concat(parts.Select(part => $"{part?.Length ?? -1}:{part}"));
        return SHA256.HashData(Encoding.UTF8.GetBytes(form)).AsSpan(0, QuerySize);
    }
}
