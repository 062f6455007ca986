using MediAgents.Contract.Stores;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Records.Sealing;
using MediAgents.Storage.Redis.Grains;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace MediAgents.Storage.Redis.Tests;

/// <summary>Grains in a Redis database of the test's own, all else in files beside it.</summary>
internal sealed class RedisStore(RedisProcess redis) : StoreUnderTest
{
    private readonly string folder = Directory.CreateTempSubdirectory("mediagents-test-").FullName;
    private RedisStore? first;
    private ServiceProvider? services;

    public RedisUrl Url { get; private set; } = null!;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The kinds kept in Redis: those of the suites, when not said.</summary>
    public IReadOnlyList<GrainKind> Kinds { get; init; } = [Kind("run"), Kind("registry"), Kind("conversation")];

    public RedisGrainStorage Redis => Services.GetRequiredService<RedisGrainStorage>();

    public RedisHealth RedisHealth => Services.GetRequiredService<RedisHealth>();

    protected override IServiceProvider Services => services ??= Open();

    public static GrainKind Kind(string name, bool rebuildable = true) =>
        new(name, typeof(Grain), _ => throw new NotSupportedException("No host runs here."), "", [], Rebuildable: rebuildable);

    public override Task CreateAsync()
    {
        Url = redis.CreateDatabase();
        return Task.CompletedTask;
    }

    public override StoreUnderTest OpenAgain() => new RedisStore(redis) { Url = Url, first = first ?? this, Kinds = Kinds, Timeout = Timeout };

    public override async ValueTask CloseAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        services = null;
    }

    /// <summary>Runs a Lua script.</summary>
    public override Task TamperAsync(string statement) => EvaluateAsync(statement);

    /// <summary>Runs a Lua script that returns a number.</summary>
    public override async Task<long> CountAsync(string statement) => (long)await EvaluateAsync(statement);

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<RedisResult> EvaluateAsync(string script)
    {
        await using var connection = await redis.ConnectAsync();
        return await connection.GetDatabase(Url.Database).ScriptEvaluateAsync(script);
    }

    private ServiceProvider Open()
    {
        var data = (first ?? this).folder;
        return new ServiceCollection()
            .AddLogging()
            .AddSqliteStorage(new StorageOptions { DataDirectory = data }, new KeyOptions { DataDirectory = data, AllowGenerated = true })
            .AddRedisGrains(new RedisOptions { Server = Url, Timeout = Timeout }, Kinds)
            .BuildServiceProvider();
    }
}
