using System.Buffers.Binary;
using System.Text;
using MediAgents.Grains.Journals;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Grains;

/// <summary>
/// The entries of one commit as one block: for each, the length of its type (2 bytes, little-endian), of its JSON (4 bytes),
/// then the type in UTF-8 and the JSON. Sequence numbers follow from the first.
/// </summary>
internal static class JournalFraming
{
    private const int Lengths = sizeof(ushort) + sizeof(int);

    public static int SizeOf(IReadOnlyList<JournalEntry> entries)
    {
        var size = 0;
        foreach (var entry in entries)
            size = checked(size + Lengths + Encoding.UTF8.GetByteCount(entry.Type) + entry.Json.Length);
        return size;
    }

    /// <summary>Writes the entries into a span of <see cref="SizeOf"/> bytes.</summary>
    public static void Write(IReadOnlyList<JournalEntry> entries, Span<byte> target)
    {
        foreach (var entry in entries)
        {
            var typeLength = Encoding.UTF8.GetBytes(entry.Type, target[Lengths..]);
            BinaryPrimitives.WriteUInt16LittleEndian(target, checked((ushort)typeLength));
            BinaryPrimitives.WriteInt32LittleEndian(target[sizeof(ushort)..], entry.Json.Length);
            entry.Json.Span.CopyTo(target[(Lengths + typeLength)..]);
            target = target[(Lengths + typeLength + entry.Json.Length)..];
        }
    }

    /// <summary>The entries of a block, sharing its memory.</summary>
    /// <exception cref="SealBrokenException">It is no such block.</exception>
    public static IEnumerable<JournalEntry> Read(long firstSeq, ReadOnlyMemory<byte> block)
    {
        for (var seq = firstSeq; !block.IsEmpty; seq++)
        {
            if (!TryReadLengths(block.Span, out var typeLength, out var jsonLength))
                throw new SealBrokenException("A block of journal entries is malformed.");
            var type = Encoding.UTF8.GetString(block.Span.Slice(Lengths, typeLength));
            yield return new JournalEntry(seq, type, block.Slice(Lengths + typeLength, jsonLength));
            block = block[(Lengths + typeLength + jsonLength)..];
        }
    }

    private static bool TryReadLengths(ReadOnlySpan<byte> block, out int typeLength, out int jsonLength)
    {
        typeLength = jsonLength = 0;
        if (block.Length < Lengths)
            return false;
        typeLength = BinaryPrimitives.ReadUInt16LittleEndian(block);
        jsonLength = BinaryPrimitives.ReadInt32LittleEndian(block[sizeof(ushort)..]);
        return jsonLength >= 0 && (long)Lengths + typeLength + jsonLength <= block.Length;
    }
}
