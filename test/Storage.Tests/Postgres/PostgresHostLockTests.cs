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

    [StoreFact]
    public async Task The_processes_of_one_cluster_share_a_database_and_no_other_cluster_joins_them()
    {
        var options = new PostgresOptions { Database = await server.CreateDatabaseAsync() };
        await using (PostgresHostLock.Share(options, "ward"))
        {
            await using var second = PostgresHostLock.Share(options, "ward");
            Should.Throw<DatabaseInUseException>(() => PostgresHostLock.Share(options, "clinic")).ByAnotherCluster.ShouldBeTrue();
            await using var elsewhere = PostgresHostLock.Share(options with { Database = await server.CreateDatabaseAsync() }, "clinic");
        }

        await using var next = PostgresHostLock.Share(options, "clinic");
    }

    [StoreFact]
    public async Task A_cluster_that_was_refused_stands_in_nobodys_way()
    {
        var options = new PostgresOptions { Database = await server.CreateDatabaseAsync() };
        await using var first = PostgresHostLock.Share(options, "ward");
        Should.Throw<DatabaseInUseException>(() => PostgresHostLock.Share(options, "clinic"));
        await using var second = PostgresHostLock.Share(options, "ward");
    }

    [StoreFact]
    public async Task A_server_alone_and_a_cluster_keep_each_other_off()
    {
        var options = new PostgresOptions { Database = await server.CreateDatabaseAsync() };
        await using (PostgresHostLock.Take(options))
            Should.Throw<DatabaseInUseException>(() => PostgresHostLock.Share(options, "ward")).ByAnotherCluster.ShouldBeFalse();

        await using var cluster = PostgresHostLock.Share(options, "ward");
        Should.Throw<DatabaseInUseException>(() => PostgresHostLock.Take(options)).ByAnotherCluster.ShouldBeFalse();
    }
}
