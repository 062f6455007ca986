using System.Buffers;
using MediAgents.Grains;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Storage.Grains;

/// <summary>
/// Seals states and journal blocks of grains. Each seal names the grain and the version or the sequence number, so that
/// nobody with the file can put an older state, or another grain's, in its place.
/// </summary>
internal sealed class GrainSeals(Sealer sealer)
{
    public byte[] SealState(GrainKey key, PatientId? owner, long version, ReadOnlyMemory<byte> state) =>
        sealer.Seal(owner, "grain", "state", state.Span, RowOf(key, version));

    public byte[] UnsealState(GrainKey key, PatientId? owner, long version, ReadOnlySpan<byte> sealedState) =>
        sealer.Unseal(owner, "grain", "state", sealedState, RowOf(key, version));

    /// <summary>The state under the owner's current key; null when the owner was erased since.</summary>
    public byte[]? ResealState(GrainKey key, PatientId? owner, long version, ReadOnlySpan<byte> sealedState) =>
        sealer.TrySeal(owner, "grain", "state", UnsealState(key, owner, version, sealedState), RowOf(key, version));

    public byte[] SealEntries(GrainKey key, PatientId? owner, IReadOnlyList<JournalEntry> entries)
    {
        var size = JournalFraming.SizeOf(entries);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var block = buffer.AsSpan(0, size);
            JournalFraming.Write(entries, block);
            return sealer.Seal(owner, "grain_journal", "entries", block, RowOf(key, entries[0].Seq));
        }
        finally
        {
            // What passed through was a patient's.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public IEnumerable<JournalEntry> UnsealEntries(GrainKey key, PatientId? owner, long firstSeq, ReadOnlySpan<byte> sealedEntries) =>
        JournalFraming.Read(firstSeq, sealer.Unseal(owner, "grain_journal", "entries", sealedEntries, RowOf(key, firstSeq)));

    /// <summary>A block of entries under the owner's current key; null when the owner was erased since.</summary>
    public byte[]? ResealEntries(GrainKey key, PatientId? owner, long firstSeq, ReadOnlySpan<byte> sealedEntries)
    {
        var row = RowOf(key, firstSeq);
        return sealer.TrySeal(owner, "grain_journal", "entries", sealer.Unseal(owner, "grain_journal", "entries", sealedEntries, row), row);
    }

    private static string RowOf(GrainKey key, long number) => $"{number}/{key.Kind}/{key.Id}";
}
