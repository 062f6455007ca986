using System.Runtime.CompilerServices;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Resealing;
using Npgsql;

namespace MediAgents.Storage.Postgres.Resealing;

/// <summary>Seals anew what PostgreSQL holds under earlier keys, a batch a transaction.</summary>
public sealed class PostgresResealing(PostgresDatabase database, Sealer sealer) : IResealing
{
    private const int RowsOfABatch = 100;
    private const int BytesOfABatch = 4 * 1024 * 1024;

    // Of 16 bytes each. What is beyond them comes with the next listing.
    private const int RowsOfAListing = 50_000;

    private static readonly IReadOnlyList<SealedColumn> Columns = SealedColumn.All(PostgresSql.Read);

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
                var rows = await ListAsync(column, owner, earlier, RowsOfAListing, cancellationToken);
                (listed, resealed) = (rows.Count, 0);
                for (var next = 0; next < rows.Count;)
                {
                    var first = next;
                    var batch = await database.ReadAsync(connection => ResealAsync(connection, column, owner, rows, first, cancellationToken), cancellationToken);
                    next += batch.Seen;
                    var written = await database.WriteAsync(connection => WriteAsync(connection, column, batch.Rows, cancellationToken), cancellationToken);
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
            if ((await ListAsync(column, owner, key, limit: 1, cancellationToken)).Count > 0)
                return true;
        }

        return false;
    }

    private Task<List<RowNumbers>> ListAsync(SealedColumn column, PatientId? owner, SealKeyId key, long limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                await using var list = connection.Command(column.List).With(owner?.Hash).With(Sealer.PrefixOf(key)).With(limit);
                await using var row = await list.ExecuteReaderAsync(cancellationToken);
                var rows = new List<RowNumbers>();
                while (await row.ReadAsync(cancellationToken))
                    rows.Add(new RowNumbers(row.GetInt64(0), row.GetInt64(1)));
                return rows;
            },
            cancellationToken);

    /// <summary>Opens rows from <paramref name="first"/> on and seals them under the current key, until the batch is full.</summary>
    private async Task<Batch> ResealAsync(
        NpgsqlConnection connection, SealedColumn column, PatientId? owner, List<RowNumbers> rows, int first, CancellationToken cancellationToken)
    {
        var resealed = new List<ResealedRow>();
        var (seen, broken, bytes) = (0, 0, 0);
        while (first + seen < rows.Count && seen < RowsOfABatch && bytes < BytesOfABatch)
        {
            var numbers = rows[first + seen++];
            await using var read = connection.Command(column.Read).With(numbers.First).With(numbers.Second);
            await using var row = await read.ExecuteReaderAsync(cancellationToken);
            if (!await row.ReadAsync(cancellationToken) || row.IsDBNull(0))
                continue; // deleted meanwhile
            var (before, place) = (row.Blob(0), row.GetString(1));
            bytes += before.Length;
            try
            {
                var plaintext = sealer.Unseal(owner, column.Table, column.Field, before, place);
                if (sealer.TrySeal(owner, column.Table, column.Field, plaintext, place) is { } after)
                    resealed.Add(new ResealedRow(numbers, before, after)); // else the owner was erased since
            }
            catch (SealBrokenException)
            {
                broken++;
            }
        }

        return new Batch(seen, broken, resealed);
    }

    private static async Task<int> WriteAsync(NpgsqlConnection connection, SealedColumn column, List<ResealedRow> rows, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var written = 0;
        foreach (var (numbers, before, after) in rows)
        {
            await using var update = connection.Command(column.Write).With(after).With(numbers.First).With(numbers.Second).With(before);
            written += await update.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    private readonly record struct RowNumbers(long First, long Second);

    private sealed record ResealedRow(RowNumbers Numbers, byte[] Before, byte[] After);

    private sealed record Batch(int Seen, int Broken, List<ResealedRow> Rows);
}
