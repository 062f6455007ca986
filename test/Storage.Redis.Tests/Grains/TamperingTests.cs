using MediAgents.Contract.Stores;
using MediAgents.Records.Sealing;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Redis.Tests.Grains;

/// <summary>What somebody with access to the server changes is not taken for a grain's.</summary>
[Collection(RedisCollection.Name), NeedsRedis]
public sealed class TamperingTests(RedisProcess redis) : StoreConformance(new RedisStore(redis))
{
    private const string Grain = "mediagents:grain:run/";

    [StoreTheory]
    [InlineData($"redis.call('HSET', '{Grain}r1', 'state', redis.call('HGET', '{Grain}r2', 'state'))")]
    [InlineData($"redis.call('HSET', '{Grain}r1', 'version', 7)")]
    public async Task A_state_opens_only_in_its_own_grain(string tampering)
    {
        await Store.Grains.CommitAsync(Turn(Run("r1"), 0, owner: Asha));
        await Store.Grains.CommitAsync(Turn(Run("r2"), 0, owner: Asha));
        await Store.TamperAsync(tampering);
        await Should.ThrowAsync<SealBrokenException>(() => Store.Grains.ReadAsync(Run("r1")));
        (await Store.Grains.ReadAsync(Run("r2"))).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task Journal_entries_cannot_be_moved()
    {
        await Store.Grains.CommitAsync(Turn(Run("r1"), 0, appended: 1, owner: Asha));
        await Store.TamperAsync("local j = 'mediagents:journal:run/r1' redis.call('ZADD', j, 2, redis.call('ZRANGE', j, 0, 0)[1])");
        await Should.ThrowAsync<SealBrokenException>(() => Store.Grains.ReadJournalAsync(Run("r1"), Asha));
    }

    [StoreTheory]
    [InlineData($"redis.call('HSET', '{Grain}r1', 'owner', redis.call('HGET', '{Grain}r3', 'owner'))")]
    [InlineData($"redis.call('HSET', '{Grain}r1', 'owner', '')")]
    public async Task A_state_put_under_another_owner_is_nobodys(string tampering)
    {
        await Store.Grains.CommitAsync(Turn(Run("r1"), 0, appended: 1, owner: Asha));
        await Store.Grains.CommitAsync(Turn(Run("r3"), 0, owner: Ravi));
        await Store.TamperAsync(tampering);
        (await Store.Grains.ReadAsync(Run("r1"))).ShouldBeNull();
        (await Store.Grains.ReadAsync(Run("r3"))).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task A_grain_that_was_lost_begins_anew()
    {
        await Store.Grains.CommitAsync(Turn(Run("r1"), 0, appended: 2, owner: Asha, wake: true));
        await Store.TamperAsync($"redis.call('DEL', '{Grain}r1')");
        (await Store.Grains.ReadAsync(Run("r1"))).ShouldBeNull();
        (await Store.Grains.CommitAsync(Turn(Run("r1"), 1, journalBefore: 2, appended: 1, owner: Asha))).ShouldBeFalse();

        (await Store.Grains.CommitAsync(Turn(Run("r1"), 0, appended: 1, owner: Asha))).ShouldBeTrue();
        (await Store.Grains.ReadJournalAsync(Run("r1"), Asha)).Select(entry => entry.Seq).ShouldBe([1]);
        (await Store.Grains.ListOwnedAsync("run", Asha, null, 10, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe("r1");
    }
}
