using System.Diagnostics;

namespace MediAgents.Storage.Postgres;

/// <summary>Whether PostgreSQL answers, on a connection of the pool and through the writer.</summary>
internal sealed class PostgresHealth(PostgresDatabase database, PostgresWriter writer) : IStorageHealth
{
    private static readonly string ReadNewest = PostgresSql.Read("read_newest_migration.sql");

    /// <inheritdoc />
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        await database.ReadAsync(
            async connection =>
            {
                await using var command = connection.Command(ReadNewest);
                return await command.ExecuteScalarAsync(cancellationToken);
            },
            cancellationToken);
        await writer.WriteAsync(
            async transaction =>
            {
                await using var command = transaction.Command(ReadNewest);
                return await command.ExecuteScalarAsync(CancellationToken.None);
            },
            cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }
}
