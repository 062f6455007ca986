using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Two processes on the same grains.</summary>
public abstract class RacingCommitsConformance(StoreUnderTest store) : StoreConformance(store)
{
    [StoreFact]
    public async Task Of_commits_that_race_for_a_version_exactly_one_wins()
    {
        const int Callers = 8, Versions = 25;
        var one = Store;
        await using var other = one.OpenAgain();
        _ = (one.Grains, other.Grains); // both are open before the race

        var wins = new int[Versions];
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var storage = caller % 2 == 0 ? one.Grains : other.Grains;
            for (var version = 0; version < Versions; version++)
            {
                if (await storage.CommitAsync(Turn(Run("r1"), version, version * 2, appended: 2, Asha, state: $"{caller} at {version}")))
                    Interlocked.Increment(ref wins[version]);
            }
        })));

        wins.ShouldAllBe(count => count == 1);
        (await one.Grains.ReadAsync(Run("r1"))).ShouldNotBeNull().Version.ShouldBe(Versions);
        (await other.Grains.ReadJournalAsync(Run("r1"), Asha)).Select(entry => entry.Seq)
            .ShouldBe(Enumerable.Range(1, Versions * 2).Select(seq => (long)seq));
    }
}
