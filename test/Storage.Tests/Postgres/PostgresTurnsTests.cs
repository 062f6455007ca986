using MediAgents.Contract.Stores;
using MediAgents.Primitives;

namespace MediAgents.Storage.Tests.Postgres;

[Collection(PostgresCollection.Name), NeedsPostgres]
public sealed class PostgresTurnsTests(PostgresServer server) : IAsyncLifetime
{
    private readonly PostgresStore store = new(server);

    public Task InitializeAsync() => server.IsRunning ? store.CreateAsync() : Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    [StoreFact]
    public async Task One_process_at_a_time_has_the_turn()
    {
        await using var other = (PostgresStore)store.OpenAgain();
        await using (var turn = await store.ProcessTurns.TakeAsync("sweeping", TimeSpan.Zero))
        {
            turn.ShouldNotBeNull();
            await turn.ConfirmAsync();
            (await other.ProcessTurns.TakeAsync("sweeping", TimeSpan.Zero)).ShouldBeNull();
            await using var apart = await other.ProcessTurns.TakeAsync("mopping", TimeSpan.Zero);
            apart.ShouldNotBeNull();
        }

        await using var next = await other.ProcessTurns.TakeAsync("sweeping", TimeSpan.FromSeconds(30));
        next.ShouldNotBeNull();
    }

    [StoreFact]
    public async Task Who_waits_gets_it_when_the_other_is_done()
    {
        await using var other = (PostgresStore)store.OpenAgain();
        var turn = await store.ProcessTurns.TakeAsync("sweeping", TimeSpan.Zero);
        var waiting = other.ProcessTurns.TakeAsync("sweeping", TimeSpan.FromSeconds(30)).AsTask();
        await turn!.DisposeAsync();
        await using var next = await waiting;
        next.ShouldNotBeNull();
    }

    [StoreFact]
    public async Task A_turn_lost_with_its_connection_says_so()
    {
        await using var turn = await store.ProcessTurns.TakeAsync("sweeping", TimeSpan.Zero);
        await store.TamperAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

        await Should.ThrowAsync<StorageUnavailableException>(turn!.ConfirmAsync().AsTask());
        await using var next = await store.ProcessTurns.TakeAsync("sweeping", TimeSpan.FromSeconds(30));
        next.ShouldNotBeNull();
    }
}
