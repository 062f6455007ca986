using MediAgents.Contract.Stores;
using MediAgents.Storage.Tests.Postgres;
using Xunit.Abstractions;

namespace MediAgents.Server.Tests.Crashes;

[NeedsPostgres]
public sealed class PostgresCrashTests(ITestOutputHelper output) : RecordCrashTests(output)
{
    private PostgresServer? database;
    private string url = "";

    protected override (string Name, string Value)[] Settings => [("DATABASE_URL", url)];

    protected override IReadOnlyList<string> FilesLeft =>
        ["master.key", "master.key.lock", "user-hash.key", "user-hash.key.lock", "server.lock"];

    public override async Task InitializeAsync()
    {
        database = await PostgresServer.StartDurableAsync();
        if (database.IsRunning)
            url = database.SettingOf(await database.CreateDatabaseAsync());
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await database!.DisposeAsync();
    }

    [StoreFact]
    public Task Records_on_PostgreSQL_survive_kills_at_random_moments() => KillAgainAndAgainAsync();
}
