using MediAgents.Contract.Stores;

namespace MediAgents.Storage.Redis.Tests;

[Collection(RedisCollection.Name), NeedsRedis]
public sealed class RedisGrainStorageTests(RedisProcess redis) : GrainStorageConformance(new RedisStore(redis));

[Collection(RedisCollection.Name), NeedsRedis]
public sealed class RedisRacingCommitsTests(RedisProcess redis) : RacingCommitsConformance(new RedisStore(redis));

[Collection(RedisCollection.Name), NeedsRedis]
public sealed class RedisResealingTests(RedisProcess redis) : ResealingConformance(new RedisStore(redis))
{
    protected override string Tampering => "redis.call('HINCRBY', 'mediagents:grain:run/hers', 'version', 1)";
}
