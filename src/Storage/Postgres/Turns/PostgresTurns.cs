using System.Globalization;
using MediAgents.Primitives;
using MediAgents.Records.Turns;
using Npgsql;

namespace MediAgents.Storage.Postgres.Turns;

/// <summary>Turns as advisory locks, each on a connection of its own: it goes with the connection, and so with the process.</summary>
internal sealed class PostgresTurns(PostgresOptions options) : IProcessTurns, IAsyncDisposable
{
    // How long the server may take to say that the wait is over.
    private const int AnswerSeconds = 5;

    private static readonly string BoundWait = PostgresSql.Read("Turns/bound_wait.sql");
    private static readonly string TakeTurn = PostgresSql.Read("Turns/take_turn.sql");

    private readonly NpgsqlDataSource source = PostgresConnections.Single(options.Database, options, PostgresDatabase.Schema);

    /// <inheritdoc />
    public async ValueTask<IProcessTurn?> TakeAsync(string work, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenConnectionAsync(cancellationToken);
            await TakeAsync(connection, work, patience, cancellationToken);
            var turn = new Turn(connection);
            connection = null;
            return turn;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
        catch (Exception e) when (PostgresFailure.IsOfTheStore(e))
        {
            throw PostgresFailure.Unavailable(e);
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async Task TakeAsync(NpgsqlConnection connection, string work, TimeSpan patience, CancellationToken cancellationToken)
    {
        var milliseconds = Math.Clamp((long)patience.TotalMilliseconds, 1, int.MaxValue); // none would be a wait without end
        await using (var bound = connection.Command(BoundWait).With(milliseconds.ToString(CultureInfo.InvariantCulture)))
            await bound.ExecuteNonQueryAsync(cancellationToken);
        await using var take = connection.Command(TakeTurn).With(work);
        take.CommandTimeout = (int)(milliseconds / 1_000) + AnswerSeconds; // the lock's own bound ends it, unless the server is gone
        await take.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed class Turn(NpgsqlConnection connection) : IProcessTurn
    {
        public async ValueTask ConfirmAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                await using var probe = connection.Command("SELECT");
                await probe.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException) // the latter when it was seen to be broken before
            {
                throw new StorageUnavailableException("The connection that held the turn is lost.", lost);
            }
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
