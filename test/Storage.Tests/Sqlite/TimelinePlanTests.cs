using MediAgents.Records.Timeline;
using MediAgents.Storage.Sqlite;
using MediAgents.Storage.Sqlite.Timeline;
using MediAgents.Storage.Timeline;

namespace MediAgents.Storage.Tests.Sqlite;

/// <summary>A page reads what it shows and not the whole timeline.</summary>
public sealed class TimelinePlanTests
{
    [Fact]
    public async Task No_page_and_no_count_goes_through_the_whole_table()
    {
        await using var store = new TestStore();
        TimelineFilter[] filters = [new(), new(AnyStatus: true), new(DocumentId: "d"), new(From: DateTimeOffset.UnixEpoch, Until: DateTimeOffset.UnixEpoch)];
        BlindTerms[] terms = [default, new(1, null, null), new(null, 1, null), new(null, null, 1), new(1, 1, 1)];
        foreach (var order in (TimelineOrder?[])[.. Enum.GetValues<TimelineOrder>(), null])
        {
            foreach (var filter in filters)
            {
                foreach (var term in terms)
                {
                    var plan = await PlanAsync(store, PageStatement.SqlOf(filter, term, order));
                    plan.ShouldContain(step => step.StartsWith("SEARCH timeline_event USING"));
                    plan.ShouldAllBe(step => !step.StartsWith("SCAN timeline_event") && !step.StartsWith("SCAN e "));
                }
            }
        }
    }

    [Theory]
    [InlineData("Erasure/remove_events_current.sql")]
    [InlineData("Erasure/remove_events_superseded.sql")]
    [InlineData("Timeline/Resealing/list_timeline_event.sql")]
    public async Task What_goes_through_one_patients_events_passes_over_the_others(string file)
    {
        await using var store = new TestStore();
        var plan = await PlanAsync(store, SqlFiles.Read(file));
        plan.ShouldContain(step => step.StartsWith("SEARCH timeline_event USING"));
        plan.ShouldAllBe(step => !step.StartsWith("SCAN timeline_event"));
    }

    private static ValueTask<List<string>> PlanAsync(TestStore store, string sql) => store.Database.ReadAsync(session =>
    {
        using var row = session.Statement($"EXPLAIN QUERY PLAN {sql}");
        var steps = new List<string>();
        while (row.Step())
            steps.Add(row.Text(3));
        return steps;
    });
}
