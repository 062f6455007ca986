using MediAgents.Contract.Storage;
using MediAgents.Contract.Stores;
using MediAgents.Grains;
using MediAgents.Primitives;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Redis.Tests.Erasure;

[Collection(RedisCollection.Name), NeedsRedis]
public sealed class ErasureTests(RedisProcess redis) : IAsyncLifetime
{
    private readonly RedisStore store = new(redis);

    public Task InitializeAsync() => store.CreateAsync();

    public async Task DisposeAsync() => await store.DisposeAsync();

    [StoreFact]
    public async Task Nothing_of_the_patient_stays_and_all_of_others_does()
    {
        await FillAsync(Ravi, 3);
        var before = await KeysAsync();
        await FillAsync(Asha, 450); // more than are removed at once
        (await KeysAsync()).ShouldBeGreaterThan(before);

        await EraseAsync();

        (await KeysAsync()).ShouldBe(before);
        (await store.CountAsync($"return #redis.call('KEYS', '*{Asha}*')")).ShouldBe(0);
        (await store.Grains.ListUnfinishedAsync(CancellationToken.None)).ShouldAllBe(key => key.Id.StartsWith('b'));
        (await store.Grains.ListOwnedAsync("run", Ravi, null, 10, CancellationToken.None)).Count.ShouldBe(3);
        (await store.Grains.ReadAsync(Run("b0"))).ShouldNotBeNull();
        (await store.Trail.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [StoreFact]
    public async Task What_comes_after_is_a_fresh_grain()
    {
        await FillAsync(Asha, 1);
        await EraseAsync();

        await FillAsync(Asha, 1);
        (await store.Grains.ReadAsync(Run("a0"))).ShouldNotBeNull().Version.ShouldBe(1);
        (await store.Grains.ReadJournalAsync(Run("a0"), Asha)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task A_process_that_still_has_the_erased_key_writes_nothing_under_it()
    {
        await using var other = store.OpenAgain();
        (await other.Grains.CommitAsync(Turn(Run("a0"), 0, owner: Asha))).ShouldBeTrue(); // it has the key in memory now
        var left = await KeysAsync() - 3; // without the grain and where it was listed
        await EraseAsync();

        (await KeysAsync()).ShouldBe(left);
        (await other.Grains.CommitAsync(Turn(Run("a0"), 0, owner: Asha))).ShouldBeTrue();
        await using var third = store.OpenAgain(); // without the erased key
        (await third.Grains.ReadAsync(Run("a0"))).ShouldNotBeNull().Version.ShouldBe(1);
    }

    [StoreFact]
    public async Task A_state_whose_key_is_gone_is_lost_and_the_grain_begins_anew()
    {
        await FillAsync(Asha, 1);
        store.Sealer.Erase(Asha);
        (await store.Grains.ReadAsync(Run("a0"))).ShouldBeNull();
        (await store.Grains.ListUnfinishedAsync(CancellationToken.None)).ShouldBeEmpty();
        (await store.Grains.CommitAsync(Turn(Run("a0"), 0, appended: 1, owner: Asha))).ShouldBeTrue();
        (await store.Grains.ReadJournalAsync(Run("a0"), Asha)).ShouldHaveSingleItem();
    }

    [StoreFact]
    public async Task An_erasure_that_cannot_reach_redis_stays_unfinished()
    {
        await using var own = await RedisProcess.StartAsync();
        await using var unreachable = new RedisStore(own) { Timeout = TimeSpan.FromSeconds(1) };
        await unreachable.CreateAsync();
        await unreachable.Grains.CommitAsync(Turn(Run("r1"), 0, owner: Asha));
        var noted = await unreachable.Erasure.BeginAsync(Asha.Scope(), []);
        await own.CrashAsync();

        await Should.ThrowAsync<StorageUnavailableException>(() => unreachable.Erasure.RemoveAsync(noted).AsTask());
        (await unreachable.Erasure.ListUnfinishedAsync()).ShouldHaveSingleItem().CertificateId.ShouldBe(noted.CertificateId);
    }

    private async Task FillAsync(PatientId patient, int runs)
    {
        var letter = patient.Hash[..1];
        for (var number = 0; number < runs; number++)
            (await store.Grains.CommitAsync(Turn(Run($"{letter}{number}"), 0, appended: 2, owner: patient, wake: true))).ShouldBeTrue();
        (await store.Grains.CommitAsync(Turn(new GrainKey("conversation", letter), 0, owner: patient))).ShouldBeTrue();
    }

    private async Task EraseAsync()
    {
        var noted = await store.Erasure.BeginAsync(Asha.Scope(), [store.DataKeys.Find(Asha.Hash)!.Id.ToString()]);
        store.Sealer.Erase(Asha);
        await store.Erasure.RemoveAsync(noted);
        await store.Erasure.FinishAsync(noted);
    }

    /// <summary>How many keys and entries of sets there are, but for the counter of positions and marks.</summary>
    private Task<long> KeysAsync() => store.CountAsync(
        "return redis.call('DBSIZE') + redis.call('ZCARD', 'mediagents:unfinished') - redis.call('EXISTS', 'mediagents:position') - #redis.call('KEYS', 'mediagents:erased:*')");
}
