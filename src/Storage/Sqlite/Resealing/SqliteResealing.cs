using System.Runtime.CompilerServices;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Resealing;

namespace MediAgents.Storage.Sqlite.Resealing;

/// <summary>Seals anew what SQLite holds under earlier keys. Reads beside the writer, which only writes the batches.</summary>
public sealed class SqliteResealing(SqliteDatabase database, Sealer sealer) : IResealing
{
    private const int RowsOfABatch = 100;
    private const int BytesOfABatch = 4 * 1024 * 1024;

    // Of 8 bytes each. What is beyond them comes with the next listing.
    private const int RowsOfAListing = 50_000;

    private static readonly IReadOnlyList<SealedColumn> Columns = SealedColumn.All(SqlFiles.Read);

    /// <inheritdoc />
    public async IAsyncEnumerable<ResealedBatch> ResealAsync(
        PatientId? owner,
        SealKeyId earlier,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var column in Columns)
        {
            int listed, resealed;
            do
            {
                var rows = await database.ReadAsync(session => List(session, column, owner, earlier, RowsOfAListing), cancellationToken);
                (listed, resealed) = (rows.Count, 0);
                for (var next = 0; next < rows.Count;)
                {
                    var batch = await database.ReadAsync(session => Reseal(session, column, owner, rows, next), cancellationToken);
                    next += batch.Seen;
                    var written = await database.WriteAsync(session => Write(session, column, batch.Rows), cancellationToken);
                    resealed += written;
                    yield return new ResealedBatch(written, batch.Broken);
                }
            }
            while (listed == RowsOfAListing && resealed > 0);
        }
    }

    /// <inheritdoc />
    public async ValueTask<bool> HoldsAnyAsync(PatientId? owner, SealKeyId key, CancellationToken cancellationToken = default)
    {
        foreach (var column in Columns)
        {
            if ((await database.ReadAsync(session => List(session, column, owner, key, limit: 1), cancellationToken)).Count > 0)
                return true;
        }

        return false;
    }

    private static List<long> List(SqliteSession session, SealedColumn column, PatientId? owner, SealKeyId key, int limit)
    {
        using var row = session.Statement(column.List);
        row.Bind(1, owner?.Hash);
        row.Bind(2, Sealer.PrefixOf(key));
        row.Bind(3, limit);
        var rows = new List<long>();
        while (row.Step())
            rows.Add(row.Number(0));
        return rows;
    }

    /// <summary>Opens rows from <paramref name="first"/> on and seals them under the current key, until the batch is full.</summary>
    private Batch Reseal(SqliteSession session, SealedColumn column, PatientId? owner, List<long> rows, int first)
    {
        var resealed = new List<ResealedRow>();
        var (seen, broken, bytes) = (0, 0, 0);
        while (first + seen < rows.Count && seen < RowsOfABatch && bytes < BytesOfABatch)
        {
            var id = rows[first + seen++];
            using var row = session.Statement(column.Read);
            row.Bind(1, id);
            if (!row.Step() || row.IsNull(0))
                continue; // deleted meanwhile
            var before = row.Blob(0).ToArray();
            bytes += before.Length;
            try
            {
                var plaintext = sealer.Unseal(owner, column.Table, column.Field, before, row.Text(1));
                if (sealer.TrySeal(owner, column.Table, column.Field, plaintext, row.Text(1)) is { } after)
                    resealed.Add(new ResealedRow(id, before, after)); // else the owner was erased since
            }
            catch (SealBrokenException)
            {
                broken++;
            }
        }

        return new Batch(seen, broken, resealed);
    }

    private static int Write(SqliteSession session, SealedColumn column, List<ResealedRow> rows)
    {
        var written = 0;
        foreach (var (id, before, after) in rows)
        {
            using var update = session.Statement(column.Write);
            update.Bind(1, after);
            update.Bind(2, id);
            update.Bind(3, before);
            if (update.Step())
                written++;
        }

        return written;
    }

    private sealed record ResealedRow(long Id, byte[] Before, byte[] After);

    private sealed record Batch(int Seen, int Broken, List<ResealedRow> Rows);
}
