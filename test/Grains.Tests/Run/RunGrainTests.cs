using MediAgents.Contract.Storage;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Run;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Run;

public sealed class RunGrainTests : IAsyncLifetime
{
    private const string Single = "How is migraine treated?";
    private const string Council = "I have palpitations and an irregular heartbeat, and also severe knee joint pain since I twisted it.";

    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task A_single_agents_run_shows_its_events_in_the_contracts_order()
    {
        await agents.StartRunAsync("r_1", Single);

        var events = await agents.ReadRunAsync("r_1");

        events.ShouldBeContiguous();
        Order(events).ShouldBe(
            ["run.started", "route.decided", "agent.started", "citation", "agent.delta", "agent.completed", "answer.delta", "answer.completed"]);
        events.ShouldAllBe(one => one.Json.GetProperty("run_id").GetString() == "r_1" && one.Json.GetProperty("session_id").GetString() == "s_1");
        events[1].Data.GetProperty("mode").GetString().ShouldBe("single");
        events[^1].Data.GetProperty("agents")[0].GetString().ShouldBe(GrainKinds.Neurologist);
    }

    [Fact]
    public async Task A_councils_run_shows_each_agents_events_together()
    {
        await agents.StartRunAsync("r_1", Council);

        var events = await agents.ReadRunAsync("r_1");

        events.ShouldBeContiguous();
        events.Single(one => one.Type == RunEventTypes.RouteDecided).Data.GetProperty("mode").GetString().ShouldBe("council");
        events.Where(one => one.Type == RunEventTypes.AgentStarted).Select(one => one.Agent).ShouldBe([GrainKinds.Cardiologist, GrainKinds.Orthopedist], ignoreOrder: true);
        foreach (var agent in new[] { GrainKinds.Cardiologist, GrainKinds.Orthopedist })
        {
            var delta = events.FindIndex(one => one.Type == RunEventTypes.AgentDelta && one.Agent == agent);
            events[delta + 1].Type.ShouldBe(RunEventTypes.AgentCompleted);
            events[delta + 1].Agent.ShouldBe(agent);
        }

        var lastAgent = events.FindLastIndex(one => one.Type == RunEventTypes.AgentCompleted);
        events.Skip(lastAgent + 1).Select(one => one.Type).Distinct().ShouldBe([RunEventTypes.AnswerDelta, RunEventTypes.AnswerCompleted]);
    }

    [Fact]
    public async Task A_red_flag_comes_before_the_route_and_opens_the_answer()
    {
        await agents.StartRunAsync("r_1", "Crushing chest pain going down my left arm and I am sweating");

        var events = await agents.ReadRunAsync("r_1");

        Order(events).Take(4).ShouldBe(["run.started", "finding", "answer.delta", "route.decided"]);
        var alert = events[1].Data.GetProperty("text").GetString()!;
        events[1].Data.GetProperty("kind").GetString().ShouldBe("red_flag");
        events[^1].Data.GetProperty("text").GetString()!.ShouldStartWith(alert);
    }

    [Fact]
    public async Task The_answers_deltas_joined_are_the_answer_and_its_citations_were_shown_before()
    {
        await agents.StartRunAsync("r_1", Council);

        var events = await agents.ReadRunAsync("r_1");

        var answer = events[^1].Data;
        string.Concat(events.Where(one => one.Type == RunEventTypes.AnswerDelta).Select(one => one.Data.GetProperty("text").GetString()))
            .ShouldBe(answer.GetProperty("text").GetString());
        var shown = events.Where(one => one.Type == RunEventTypes.Citation).Select(one => one.Data.GetProperty("id").GetString()).ToList();
        shown.ShouldBe(Enumerable.Range(1, shown.Count).Select(number => $"c{number}"));
        answer.GetProperty("citations").EnumerateArray().Select(id => id.GetString()).ShouldBeSubsetOf(shown);
        answer.GetProperty("citations").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Starting_a_run_again_changes_nothing()
    {
        await agents.StartRunAsync("r_1", Single);
        var events = await agents.ReadRunAsync("r_1");

        await agents.StartRunAsync("r_1", "What is gout?");

        (await agents.DescribeRunAsync("r_1")).LastSeq.ShouldBe(events.Count);
        agents.Writer.CallsOf(GrainKinds.Neurologist).ShouldBe(1);
    }

    [Fact]
    public async Task Another_patient_sees_and_cancels_nothing()
    {
        var (begun, _) = agents.Writer.Hang(GrainKinds.Neurologist);
        await agents.StartRunAsync("r_1", Single);
        await begun;

        (await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new DescribeRun(Ravi))).Value.ShouldBeNull();
        (await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new CancelRun(Ravi.Scope()))).Value.ShouldBeNull();
        (await agents.ReadRunAsync("r_1", Ravi)).ShouldBeEmpty();
        (await agents.DescribeRunAsync("r_1")).Status.ShouldBe(RunStatus.Running);
    }

    [Fact]
    public async Task A_step_of_an_older_epoch_changes_nothing()
    {
        var (begun, _) = agents.Writer.Hang(GrainKinds.Neurologist);
        await agents.StartRunAsync("r_1", Single);
        await begun;
        await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new WakeUp());
        var before = await agents.DescribeRunAsync("r_1");
        var nothing = new Opinion(GrainKinds.Neurologist, [], [], 0, ConfidenceLevel.Refused, null);

        IGrainRequest<StepAccepted>[] late =
        [
            new ReportProgress(1, new Progress(null, "late", 1, 1, "")),
            new CompleteConsultation(1, nothing),
            new CompleteRun(1, new MergedAnswer([], 0, ConfidenceLevel.Refused, [])),
            new FailRun(1, new RunEnded("late", "")),
        ];
        foreach (var step in late)
            (await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), step)).Holds.ShouldBeFalse();

        (await agents.DescribeRunAsync("r_1")).ShouldBe(before);
        (await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new CompleteConsultation(2, nothing))).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_while_a_writer_hangs_ends_the_run_once_and_stops_the_worker()
    {
        var (begun, givenUp) = agents.Writer.Hang(GrainKinds.Neurologist);
        await agents.StartRunAsync("r_1", Single);
        await begun;

        var cancelled = await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new CancelRun(Asha.Scope()));
        var again = await agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new CancelRun(Asha.Scope()));

        await givenUp;
        cancelled.Value.ShouldNotBeNull().Status.ShouldBe(RunStatus.Cancelled);
        again.ShouldBe(cancelled);
        var events = await agents.ReadRunAsync("r_1");
        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.RunCancelled);
        (await agents.DescribeRunAsync("r_1")).LastSeq.ShouldBe(events.Count);
    }

    [Fact]
    public async Task A_lone_agents_failure_fails_the_run_and_tells_the_client_nothing_of_it()
    {
        agents.Writer.Break(GrainKinds.Neurologist, new InvalidOperationException("endpoint http://10.0.0.1 refused key sk-1"));
        await agents.StartRunAsync("r_1", Single);

        var events = await agents.ReadRunAsync("r_1");

        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.RunFailed);
        events[^1].Data.GetProperty("code").GetString().ShouldBe("agent_failed");
        events.ShouldAllBe(one => !one.Json.GetRawText().Contains("sk-1") && !one.Json.GetRawText().Contains("10.0.0.1"));
    }

    public static TheoryData<Exception> Failures { get; } = new()
    {
        new InvalidOperationException("sk-1"),
        new TaskCanceledException("The request timed out, as HTTP clients say it: sk-1"),
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task In_a_council_the_others_answer_for_one_that_fails(Exception failure)
    {
        agents.Writer.Break(GrainKinds.Orthopedist, failure);
        await agents.StartRunAsync("r_1", Council);

        var events = await agents.ReadRunAsync("r_1");

        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
        events[^1].Data.GetProperty("citations").GetArrayLength().ShouldBeGreaterThan(0);
        var failed = events.Single(one => one.Type == RunEventTypes.AgentCompleted && one.Agent == GrainKinds.Orthopedist);
        failed.Data.GetProperty("level").GetString().ShouldBe("refused");
        events.ShouldAllBe(one => !one.Json.GetRawText().Contains("sk-1"));
    }

    [Fact]
    public async Task A_run_that_takes_too_long_fails_with_timeout()
    {
        var (begun, givenUp) = agents.Writer.Hang(GrainKinds.Neurologist);
        await agents.StartRunAsync("r_1", Single);
        await begun;

        agents.Time.Advance(TimeSpan.FromSeconds(new RunOptions().Bound.TotalSeconds + 1));

        await givenUp;
        var events = await agents.ReadRunAsync("r_1");
        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.RunFailed);
        events[^1].Data.GetProperty("code").GetString().ShouldBe("timeout");
    }

    [Fact]
    public async Task A_woken_run_goes_on_from_its_last_finished_step_and_consults_nobody_twice()
    {
        agents.Writer.Hang(GrainKinds.Orthopedist);
        await agents.StartRunAsync("r_1", Council);
        var before = await agents.ReadRunAsync("r_1", until: one => one.Type == RunEventTypes.AgentCompleted);

        await agents.KillAndRestartAsync();
        var events = await agents.ReadRunAsync("r_1");

        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
        events.Take(before.Count).Select(one => one.Json.GetRawText()).ShouldBe(before.Select(one => one.Json.GetRawText()));
        events.Count(one => one.Type == RunEventTypes.AgentStarted).ShouldBe(2);
        events.Where(one => one.Type == RunEventTypes.AgentCompleted).Select(one => one.Agent).ShouldBe([GrainKinds.Cardiologist, GrainKinds.Orthopedist]);
        (agents.Writer.CallsOf(GrainKinds.Cardiologist), agents.Writer.CallsOf(GrainKinds.Orthopedist)).ShouldBe((0, 1));
        foreach (var agent in new[] { GrainKinds.Cardiologist, GrainKinds.Orthopedist })
            (await agents.Grains.AskAsync(GrainKinds.AgentOf(agent, Asha), new ReadConclusions())).Conclusions.Count.ShouldBe(1, agent);
    }

    /// <summary>The types in order, each repeated one once.</summary>
    private static List<string> Order(List<RunEvent> events) =>
        [.. events.Select(one => one.Type).Where((type, i) => i == 0 || type != events[i - 1].Type)];
}
