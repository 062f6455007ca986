using MediAgents.Contract.Stores;
using MediAgents.Grains;
using MediAgents.Primitives;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Storage.Redis.Tests.Grains;

/// <summary>The server goes and comes back; the store lives through it.</summary>
[NeedsRedis]
public sealed class RestartTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RedisProcess redis = null!;
    private RedisStore store = null!;

    public async Task InitializeAsync()
    {
        redis = await RedisProcess.StartAsync();
        store = new RedisStore(redis) { Timeout = TimeSpan.FromSeconds(1) };
        await store.CreateAsync();
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        await redis.DisposeAsync();
    }

    [StoreFact]
    public async Task While_the_server_is_away_the_store_says_so_and_afterwards_it_works_again()
    {
        await store.Redis.CommitAsync(Turn(Run("r1"), 0, appended: 1, owner: Asha, wake: true));
        await store.RedisHealth.PingAsync();
        await redis.CrashAsync();

        Func<Task>[] attempts =
        [
            () => store.Redis.ReadAsync(Run("r1")),
            () => store.Redis.CommitAsync(Turn(Run("r1"), 1, journalBefore: 1, owner: Asha)),
            () => store.Redis.ReadJournalAsync(Run("r1"), Asha),
            () => store.Redis.ListUnfinishedAsync(CancellationToken.None).AsTask(),
            () => store.RedisHealth.PingAsync().AsTask(),
        ];
        foreach (var attempt in attempts)
            (await Should.ThrowAsync<StorageUnavailableException>(attempt)).ToString().ShouldNotContain(RedisProcess.Password);

        await redis.StartAgainAsync();
        await UntilAnsweringAsync();
        var grain = (await store.Redis.ReadAsync(Run("r1"))).ShouldNotBeNull();
        (grain.Version, grain.WakeAfterCrash).ShouldBe((1, true));
        (await store.Redis.CommitAsync(Turn(Run("r1"), 1, journalBefore: 1, appended: 1, owner: Asha))).ShouldBeTrue();
        (await store.Redis.ReadJournalAsync(Run("r1"), Asha)).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task While_the_server_is_away_its_grains_go_on_without_it_and_those_of_the_other_store_are_listed()
    {
        await store.Grains.CommitAsync(Turn(Run("r1"), 0, owner: Asha));
        await store.Grains.CommitAsync(Turn(new GrainKey("audit", "a1"), 0, owner: Asha, wake: true)); // no kind of Redis
        await redis.CrashAsync();

        (await store.Grains.ReadAsync(Run("r1"))).ShouldBeNull();
        (await store.Grains.CommitAsync(Turn(Run("r1"), 0, owner: Asha))).ShouldBeTrue();
        (await store.Grains.ListUnfinishedAsync(CancellationToken.None)).ShouldBe([new GrainKey("audit", "a1")]);
        await Should.ThrowAsync<StorageUnavailableException>(store.Grains.ListOwnedAsync("run", Asha, null, 10, CancellationToken.None).AsTask());

        await redis.StartAgainAsync();
        await UntilAnsweringAsync();
        await UntilAsync(async () => (await store.Grains.ReadAsync(Run("r1")))?.Version == 1);
        (await store.Grains.CommitAsync(Turn(Run("r1"), 0, owner: Asha))).ShouldBeFalse("what is stored has moved on past what was lost");
    }

    [StoreFact]
    public async Task What_was_acknowledged_before_a_kill_is_there_after_it_and_nothing_is_torn()
    {
        var committing = Enumerable.Range(0, 4).Select(writer => Task.Run(() => CommitUntilAwayAsync($"w{writer}"))).ToList();
        for (var writer = 0; writer < committing.Count; writer++)
            await UntilAsync(async () => (await store.Redis.ReadAsync(Run($"w{writer}")))?.Version >= 10); // each is at work
        await redis.CrashAsync();
        var acknowledged = await Task.WhenAll(committing);

        await redis.StartAgainAsync();
        await UntilAnsweringAsync();
        for (var writer = 0; writer < acknowledged.Length; writer++)
        {
            var grain = (await store.Redis.ReadAsync(Run($"w{writer}"))).ShouldNotBeNull();
            grain.Version.ShouldBeInRange(acknowledged[writer], acknowledged[writer] + 1); // the last may have arrived unanswered
            grain.State.Text().ShouldBe($"state {grain.Version}");
            var journal = await store.Redis.ReadJournalAsync(Run($"w{writer}"), Asha);
            journal.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, (int)grain.Version * 2).Select(seq => (long)seq));
        }
    }

    private async Task<long> CommitUntilAwayAsync(string id)
    {
        for (var version = 0L; ; version++)
        {
            try
            {
                (await store.Redis.CommitAsync(Turn(Run(id), version, version * 2, appended: 2, Asha))).ShouldBeTrue();
            }
            catch (StorageUnavailableException)
            {
                return version;
            }
        }
    }

    private Task UntilAnsweringAsync() => UntilAsync(async () =>
    {
        try
        {
            await store.RedisHealth.PingAsync();
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    });

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
    }
}
