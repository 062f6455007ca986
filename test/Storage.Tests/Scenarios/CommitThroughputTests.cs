using MediAgents.Storage.Scenarios;

namespace MediAgents.Storage.Tests.Scenarios;

public sealed class CommitThroughputTests
{
    [Fact]
    public async Task It_counts_what_it_commits()
    {
        await using var store = new TestStore();
        var figures = await new CommitThroughput(store.Grains).MeasureAsync(callers: 4, commits: 100);

        figures.Commits.ShouldBe(100);
        figures.CommitsPerSecond.ShouldBe(100 / figures.Elapsed.TotalSeconds);
        figures.MedianLatency.ShouldBeLessThanOrEqualTo(figures.SlowLatency);
        (await store.Database.ReadAsync(session =>
        {
            using var row = session.Statement("SELECT sum(version), sum(journal_length), sum(unfinished) FROM grain");
            row.Step();
            return (row.Number(0), row.Number(1), row.Number(2));
        })).ShouldBe((100, 400, 4)); // 25 commits a caller: two grains finished, one half way
    }
}
