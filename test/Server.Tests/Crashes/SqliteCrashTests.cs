using Xunit.Abstractions;

namespace MediAgents.Server.Tests.Crashes;

public sealed class SqliteCrashTests(ITestOutputHelper output) : RecordCrashTests(output)
{
    protected override (string Name, string Value)[] Settings => [];

    protected override IReadOnlyList<string> FilesLeft =>
    [
        "mediagents.db", "mediagents.db-shm", "mediagents.db-wal", "keys.db", "keys.db-shm", "keys.db-wal",
        "master.key", "master.key.lock", "user-hash.key", "user-hash.key.lock", "user-hash.check", "user-hash.check.lock", "server.lock",
    ];

    public override Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public Task Records_on_SQLite_survive_kills_at_random_moments() => KillAgainAndAgainAsync();
}
