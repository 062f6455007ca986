using MediAgents.Contract.Hosts;
using MediAgents.Contract.Stores;
using MediAgents.Records.Sealing;
using MediAgents.Records.Turns;
using MediAgents.Server.Upkeep;
using MediAgents.Storage;
using MediAgents.Storage.Postgres;
using MediAgents.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediAgents.Server.Tests.Upkeep;

/// <summary>The upkeep of several processes on one PostgreSQL.</summary>
[NeedsPostgres]
public sealed class KeyUpkeepTests(PostgresServer database) : IClassFixture<PostgresServer>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-upkeep-");

    public void Dispose() => directory.Delete(recursive: true);

    [StoreFact]
    public async Task While_another_process_is_at_it_a_round_is_left_out_and_the_next_is_tried()
    {
        await using var stores = Open(await database.CreateDatabaseAsync());
        var time = new ManualTime();
        var turns = new RecordedTurns(stores.GetRequiredService<IProcessTurns>());
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var other = await stores.GetRequiredService<IProcessTurns>().TakeAsync("key upkeep", TimeSpan.Zero);
        using var upkeep = new KeyUpkeep(
            stores.GetRequiredService<KeyRewrapping>(), stores.GetRequiredService<KeyRenewal>(), turns, lifetime, time, NullLogger<KeyUpkeep>.Instance);
        await upkeep.StartAsync(CancellationToken.None);
        lifetime.NotifyStarted();

        await UntilAsync(time, () => turns.Refused > 0);
        turns.Granted.ShouldBe(0);
        await other!.DisposeAsync();
        await UntilAsync(time, () => turns.Granted > 0);
        await upkeep.StopAsync(CancellationToken.None);
    }

    private ServiceProvider Open(PostgresUrl url) => new ServiceCollection()
        .AddLogging()
        .AddPostgresStorage(new PostgresOptions { Database = url }, new KeyOptions { DataDirectory = directory.FullName, AllowGenerated = true })
        .BuildServiceProvider();

    private static async Task UntilAsync(ManualTime time, Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, patience.Token);
        }
    }
}
