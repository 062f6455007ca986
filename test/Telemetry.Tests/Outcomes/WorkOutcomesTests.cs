using System.Text;
using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;
using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Outcomes;
using MediAgents.Telemetry.Series;

namespace MediAgents.Telemetry.Tests.Outcomes;

public sealed class WorkOutcomesTests : IDisposable
{
    private readonly ProductMeter meter = new();
    private readonly MetricRegistry registry;
    private readonly WorkOutcomes outcomes;
    private readonly string runId = SortableId.New("r_", TimeProvider.System);

    public WorkOutcomesTests()
    {
        registry = new MetricRegistry(meter, []);
        outcomes = new WorkOutcomes(meter, TimeProvider.System);
    }

    public void Dispose()
    {
        registry.Dispose();
        meter.Dispose();
    }

    [Theory]
    [InlineData("answer.completed", """{"data":{"confidence":0.9,"level":"high"}}""", "completed")]
    [InlineData("run.failed", """{"data":{"code":"timeout","message":"…"}}""", "failed")]
    [InlineData("run.cancelled", """{"data":{"code":"cancelled","message":"…"}}""", "cancelled")]
    public void A_run_ends_once(string type, string json, string outcome)
    {
        outcomes.Count(Commit(GrainKinds.RunOf(runId), ("progress", "{}"), (type, json)));

        Ended("run").ShouldBe([(outcome, 1)]);
        Points("mediagents_analysis_duration_seconds").Single(point => point["kind"] == "run").Count.ShouldBe(1);
    }

    [Fact]
    public void Confidence_and_refusals_are_told_of_each_agent_and_of_the_answer()
    {
        outcomes.Count(Commit(
            GrainKinds.RunOf(runId),
            ("agent.completed", """{"data":{"agent":"cardiologist","confidence":0.8,"level":"medium","summary":"…"}}"""),
            ("agent.completed", """{"data":{"agent":"neurologist","confidence":0.2,"level":"refused","summary":"…"}}"""),
            ("answer.completed", """{"data":{"text":"…","confidence":0.8,"level":"medium"}}""")));

        Points("mediagents_confidence_score").Select(point => (point["kind"], point.Value))
            .ShouldBe([("aggregator", 0.8), ("cardiologist", 0.8), ("neurologist", 0.2)], ignoreOrder: true);
        Points("mediagents_refusals_total").Where(point => point.Value > 0).Select(point => point["kind"]).ShouldBe(["neurologist"]);
    }

    [Theory]
    [InlineData("audit", """{"outcome":{"audit_id":"a_1","result":{"lines":[]}}}""", "completed")]
    [InlineData("audit", """{"outcome":{"audit_id":"a_1","failure":{"code":"encrypted","message":"…"}}}""", "failed")]
    [InlineData("extraction", """{"outcome":{"added":3}}""", "completed")]
    [InlineData("report", """{"ended":{"drafting_id":"rd_1","version":1}}""", "completed")]
    [InlineData("report", """{"ended":{"drafting_id":"rd_1","failure":{"code":"internal","message":"…"}}}""", "failed")]
    public void Work_that_ends_without_a_failure_is_completed(string kind, string json, string outcome)
    {
        outcomes.Count(Commit(new GrainKey(kind, "any"), ("any", json)));

        Ended(kind).ShouldBe([(outcome, 1)]);
    }

    [Fact]
    public void Progress_ends_nothing()
    {
        outcomes.Count(Commit(GrainKinds.AuditOf("a_1"), ("audit.progress", """{"progress":{"stage":"read"}}""")));

        Ended("audit").ShouldBeEmpty();
    }

    [Fact]
    public void An_entry_of_a_shape_not_known_here_is_passed_over()
    {
        outcomes.Count(Commit(GrainKinds.RunOf(runId), ("answer.completed", """{"data":{"confidence":"high"}}"""), ("answer.completed", "[")));
        outcomes.Count(Commit(GrainKinds.AuditOf("a_1"), ("audit.completed", "null")));

        Points("mediagents_confidence_score").ShouldBeEmpty();
    }

    private static GrainCommit Commit(GrainKey key, params (string Type, string Json)[] entries) => new(
        key,
        ExpectedVersion: 0,
        new StoredGrain(1, Owner: null, ReadOnlyMemory<byte>.Empty, entries.Length, WakeAfterCrash: false),
        [.. entries.Select((entry, at) => new JournalEntry(at + 1, entry.Type, Encoding.UTF8.GetBytes(entry.Json)))],
        []);

    private IEnumerable<(string Outcome, double Count)> Ended(string kind) =>
        Points("mediagents_analysis_total").Where(point => point["kind"] == kind && point.Value > 0).Select(point => (point["outcome"]!, point.Value));

    private IReadOnlyList<MetricPoint> Points(string name) => registry.Collect().SingleOrDefault(family => family.Name == name)?.Points ?? [];
}
