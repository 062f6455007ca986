using MediAgents.Primitives;
using Npgsql;

namespace MediAgents.Storage.Postgres.Erasure;

/// <summary>Writes under way as an erasure was noted, in any process, which may not have seen the note.</summary>
internal static class EarlierWrites
{
    // Longer than a large upload takes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Pause = TimeSpan.FromMilliseconds(10);

    private static readonly string ListWriters = PostgresSql.Read("Erasure/list_writers.sql");

    /// <summary>Waits until they have ended; for none that began later, and nobody waits for this.</summary>
    /// <exception cref="StorageUnavailableException">One goes on for very long; try again.</exception>
    public static async Task EndedAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var earlier = await ListAsync(database, patience.Token);
            while (earlier.Count > 0)
            {
                await Task.Delay(Pause, patience.Token);
                earlier.IntersectWith(await ListAsync(database, patience.Token));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException("A write begun before the erasure has not ended.");
        }
    }

    private static Task<HashSet<string>> ListAsync(PostgresDatabase database, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var list = connection.Command(ListWriters);
            await using var row = await list.ExecuteReaderAsync(cancellationToken);
            var writers = new HashSet<string>(StringComparer.Ordinal);
            while (await row.ReadAsync(cancellationToken))
                writers.Add(row.GetString(0));
            return writers;
        },
        cancellationToken);
}
