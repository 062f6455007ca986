using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MediAgents.Primitives;

/// <summary>
/// Ids that sort by the time they were made: a prefix and a ULID (48 bits of milliseconds, 80 random bits, 26 characters
/// of Crockford's base 32), e.g. <c>r_01JD3Z...</c>.
/// </summary>
public static class SortableId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;
    private const int TimeLength = 10;

    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    public static string New(string prefix, TimeProvider time)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[6..]);
        Span<byte> clock = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(clock, time.GetUtcNow().ToUnixTimeMilliseconds());
        clock[2..].CopyTo(bytes);

        return Of(prefix, bytes);
    }

    /// <summary>An id in the same form from 16 bytes that say all of it, for ids that have to come out the same again; it sorts by nothing.</summary>
    public static string Of(string prefix, ReadOnlySpan<byte> bytes)
    {
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return string.Concat(prefix, text);
    }

    /// <summary>Whether <paramref name="id"/> is <paramref name="prefix"/> followed by 26 characters of the alphabet.</summary>
    public static bool IsValid(string id, string prefix) =>
        id.Length == prefix.Length + Length
        && id.StartsWith(prefix, StringComparison.Ordinal)
        && !id.AsSpan(prefix.Length).ContainsAnyExcept(Letters);

    /// <summary>When an id was made by <see cref="New"/>; null when it has not the form. Nonsense for ids of <see cref="Of"/>.</summary>
    public static DateTimeOffset? TimeOf(string? id)
    {
        if (id is null || id.Length < Length || id.AsSpan(id.Length - Length).ContainsAnyExcept(Letters))
            return null;
        var milliseconds = 0L;
        foreach (var letter in id.AsSpan(id.Length - Length, TimeLength))
            milliseconds = milliseconds << 5 | (long)Alphabet.IndexOf(letter);
        return milliseconds <= LastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
