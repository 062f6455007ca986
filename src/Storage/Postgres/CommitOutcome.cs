using Npgsql;

namespace MediAgents.Storage.Postgres;

/// <summary>Asks the server what became of a transaction whose commit was sent and not answered.</summary>
internal static class CommitOutcome
{
    private static readonly string ReadOutcome = PostgresSql.Read("read_outcome.sql");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether it was committed; null when the server does not say in time.</summary>
    public static async Task<bool?> AskAsync(PostgresDatabase database, string number)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                if (await TryAskAsync(database, number, patience.Token) is { } committed)
                    return committed;
                await Task.Delay(Pause, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<bool?> TryAskAsync(PostgresDatabase database, string number, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.ConnectAsync(cancellationToken);
            await using var command = connection.Command(ReadOutcome).With(number);
            return await command.ExecuteScalarAsync(cancellationToken) switch
            {
                "committed" => true,
                "aborted" => false,
                _ => null, // the server has not yet noticed that the connection is gone
            };
        }
        catch (NpgsqlException)
        {
            return null; // it is still starting
        }
    }
}
