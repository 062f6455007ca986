using MediAgents.Contract.Stores;
using MediAgents.Primitives;

namespace MediAgents.Storage.Redis.Tests;

[Collection(RedisCollection.Name), NeedsRedis]
public sealed class RedisHealthTests(RedisProcess redis)
{
    [StoreFact]
    public async Task A_server_that_works_answers()
    {
        await using var server = RedisServer.Open(new RedisOptions { Server = redis.CreateDatabase() });
        (await new RedisHealth(server).PingAsync()).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [StoreFact]
    public async Task A_wrong_password_is_said_and_not_repeated()
    {
        await using var server = RedisServer.Open(new RedisOptions { Server = redis.UrlOf(0, "not-the-password"), Timeout = TimeSpan.FromSeconds(1) });
        var failure = await Should.ThrowAsync<StorageUnavailableException>(() => new RedisHealth(server).PingAsync().AsTask());
        failure.ToString().ShouldNotContain("not-the-password");
        failure.Message.ShouldBe("Redis refuses user or password.");
    }

    [StoreFact]
    public async Task A_server_that_can_only_be_read_is_not_well()
    {
        await using var own = await RedisProcess.StartAsync();
        await using var server = RedisServer.Open(new RedisOptions { Server = own.CreateDatabase() });
        await own.CommandAsync("CONFIG", "SET", "maxmemory", "1");
        (await Should.ThrowAsync<StorageUnavailableException>(() => new RedisHealth(server).PingAsync().AsTask())).Message
            .ShouldBe("Redis has no memory left.");
    }
}
