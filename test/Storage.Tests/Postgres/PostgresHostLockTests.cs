using MediAgents.Contract.Stores;
using MediAgents.Storage.Postgres;

namespace MediAgents.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresHostLockTests(PostgresServer server)
{
    [StoreFact]
    public async Task One_server_at_a_time_holds_a_database()
    {
        var options = new PostgresOptions { Database = await server.CreateDatabaseAsync() };
        await using (PostgresHostLock.Take(options))
        {
            Should.Throw<DatabaseInUseException>(() => PostgresHostLock.Take(options));
            await using var another = PostgresHostLock.Take(options with { Database = await server.CreateDatabaseAsync() });
        }

        await using var next = PostgresHostLock.Take(options);
    }

    [StoreFact]
    public async Task A_server_that_starts_as_another_ends_waits_for_it()
    {
        var options = new PostgresOptions { Database = await server.CreateDatabaseAsync() };
        var first = PostgresHostLock.Take(options);
        var next = Task.Run(() => PostgresHostLock.Take(options));
        await first.DisposeAsync();
        await using var held = await next;
    }
}
