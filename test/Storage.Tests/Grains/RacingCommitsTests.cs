using static MediAgents.Storage.Tests.Grains.Turns;

namespace MediAgents.Storage.Tests.Grains;

public sealed class RacingCommitsTests
{
    [Fact]
    public async Task Of_commits_that_race_for_a_version_exactly_one_wins()
    {
        const int Callers = 8, Versions = 25;
        await using var one = new TestStore();
        await using var other = new TestStore(one.Folder);
        _ = (one.Database, other.Database); // both are open before the race

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
