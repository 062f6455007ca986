using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;

namespace MediAgents.Records.Tests.Sealing;

/// <summary>A table of sealed rows in memory, as stores keep theirs: it outlives the processes that use it.</summary>
internal sealed class SealedRows
{
    private readonly ConcurrentDictionary<(PatientId Owner, int Row), byte[]> rows = new();

    public int Count => rows.Count;

    public void Put(Sealer sealer, PatientId owner, int row, ReadOnlySpan<byte> content) =>
        rows[(owner, row)] = sealer.Seal(owner, "t", "f", content, $"{row}");

    public byte[] Read(Sealer sealer, PatientId owner, int row) => sealer.Unseal(owner, "t", "f", rows[(owner, row)], $"{row}");

    public bool IsUnder(PatientId owner, int row, SealKeyId key) => rows[(owner, row)].AsSpan().StartsWith(Sealer.PrefixOf(key));

    public void Damage(PatientId owner, int row) => rows[(owner, row)][^1] ^= 1;

    /// <summary>The table's part in a renewal, as done by the process of <paramref name="sealer"/>; a batch is a row.</summary>
    public IResealing ResealedBy(Sealer sealer) => new Resealing(this, sealer);

    private sealed class Resealing(SealedRows table, Sealer sealer) : IResealing
    {
        public async IAsyncEnumerable<ResealedBatch> ResealAsync(
            PatientId? owner, SealKeyId earlier, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var (key, before) in table.rows.Where(row => row.Key.Owner == owner && table.IsUnder(row.Key.Owner, row.Key.Row, earlier)))
            {
                await Task.CompletedTask;
                yield return Reseal(key.Owner, key.Row, before);
            }
        }

        public ValueTask<bool> HoldsAnyAsync(PatientId? owner, SealKeyId key, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(table.rows.Any(row => row.Key.Owner == owner && table.IsUnder(row.Key.Owner, row.Key.Row, key)));

        private ResealedBatch Reseal(PatientId owner, int row, byte[] before)
        {
            try
            {
                var after = sealer.Seal(owner, "t", "f", sealer.Unseal(owner, "t", "f", before, $"{row}"), $"{row}");
                return new ResealedBatch(table.rows.TryUpdate((owner, row), after, before) ? 1 : 0, 0);
            }
            catch (SealBrokenException)
            {
                return new ResealedBatch(0, 1);
            }
        }
    }
}
