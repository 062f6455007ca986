using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Grains;
using MediAgents.Primitives;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Redis.Tests.Grains;

[Collection(RedisCollection.Name), NeedsRedis]
public sealed class RoutedGrainStorageTests(RedisProcess redis) : IAsyncLifetime
{
    private static readonly GrainKey Learnt = new("learnt", "a");

    private readonly RedisStore store = new(redis) { Kinds = [RedisStore.Kind("learnt"), RedisStore.Kind("run", rebuildable: false)] };

    public Task InitializeAsync() => store.CreateAsync();

    public async Task DisposeAsync() => await store.DisposeAsync();

    [StoreFact]
    public async Task Only_kinds_that_can_be_rebuilt_are_kept_in_redis()
    {
        foreach (var key in (GrainKey[])[Learnt, Run("r1"), new GrainKey("unheard of", "u")])
            (await store.Grains.CommitAsync(Turn(key, 0, appended: 1, owner: Asha, wake: true))).ShouldBeTrue();
        await store.TamperAsync("redis.call('FLUSHDB')");

        (await store.Grains.ReadAsync(Learnt)).ShouldBeNull();
        (await store.Grains.ReadAsync(Run("r1"))).ShouldNotBeNull();
        (await store.Grains.ReadAsync(new GrainKey("unheard of", "u"))).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task Listings_and_journals_come_from_where_the_kind_is()
    {
        foreach (var key in (GrainKey[])[Learnt, Run("r1")])
        {
            await store.Grains.CommitAsync(Turn(key, 0, appended: 1, owner: Asha, wake: true));
            (await store.Grains.ListOwnedAsync(key.Kind, Asha, null, 10, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe(key.Id);
            (await store.Grains.ReadJournalAsync(key, Asha)).ShouldHaveSingleItem();
        }

        (await store.Grains.ListUnfinishedAsync(CancellationToken.None)).ShouldBe([Learnt, Run("r1")], ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_commit_that_records_accesses_is_refused_in_redis_and_taken_elsewhere()
    {
        Access[] accesses = [Access.By(Asha.Scope(), "test.learn")];
        var refused = await Should.ThrowAsync<NotSupportedException>(() => store.Grains.CommitAsync(Turn(Learnt, 0, owner: Asha) with { Accesses = accesses }));
        refused.Message.ShouldContain("learnt records accesses");
        (await store.Grains.ReadAsync(Learnt)).ShouldBeNull();
        (await store.Grains.CommitAsync(Turn(Run("r1"), 0, owner: Asha) with { Accesses = accesses })).ShouldBeTrue();
    }
}
