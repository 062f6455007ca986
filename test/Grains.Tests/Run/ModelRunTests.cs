using MediAgents.Contract.Storage;
using MediAgents.Grains.Runs;
using MediAgents.ModelServer.Replies;
using MediAgents.Primitives;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Run;

public sealed class ModelRunTests
{
    private const string Question = "How is migraine treated?";

    [Fact]
    public async Task What_a_model_says_is_in_the_log_as_it_says_it_and_joined_is_the_answer()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        modelled.Remote.Always(Reply.Text("Rest in a ", "dark room. [k1] ", "Painkillers ", "help. [k2, k1]").Paced(TimeSpan.FromMilliseconds(20)).WithUsage(10, 5));
        await modelled.Agents.StartRunAsync("r_1", Question);

        var events = await modelled.Agents.ReadRunAsTimePassesAsync("r_1");

        events.ShouldBeContiguous();
        var spoken = TextsOf(events, RunEventTypes.AgentDelta);
        spoken.Count.ShouldBeGreaterThan(1);
        string.Concat(spoken).ShouldBe("Rest in a dark room. [c1] Painkillers help. [c2] [c1]");
        events.Count(one => one.Type == RunEventTypes.AgentStarted).ShouldBe(1);
        events.Count(one => one.Type == RunEventTypes.Citation).ShouldBe(2);
        foreach (var citation in events.Where(one => one.Type == RunEventTypes.Citation))
        {
            var mark = $"[{citation.Data.GetProperty("id").GetString()}]";
            events.First(one => one.Type == RunEventTypes.AgentDelta && one.Data.GetProperty("text").GetString()!.Contains(mark)).Seq.ShouldBeGreaterThan(citation.Seq);
        }

        var answer = events[^1].Data;
        answer.GetProperty("text").GetString()!.ShouldStartWith(string.Concat(spoken));
        answer.GetProperty("usage").GetProperty("output_tokens").GetInt64().ShouldBe(5);
    }

    [Fact]
    public async Task What_is_said_when_the_window_is_over_is_told_at_once()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        modelled.Remote.Next(new Reply().Then(
            new Step.Delta("Rest "), new Step.Wait(TimeSpan.FromMilliseconds(400)), new Step.Delta("in a "), new Step.Hang()));
        await modelled.Agents.StartRunAsync("r_1", Question);
        await modelled.Agents.ReadRunAsync("r_1", until: one => one.Type == RunEventTypes.AgentDelta);

        // The only time that ever passes, and it does so before the model goes on.
        modelled.Agents.Time.Advance(TimeSpan.FromMilliseconds(50));
        var events = await modelled.Agents.ReadRunAsync("r_1", until: one => TextsOf([one], RunEventTypes.AgentDelta).Any(text => text.EndsWith("in a")));

        TextsOf(events, RunEventTypes.AgentDelta).ShouldBe(["Rest", " in a"]);
    }

    [Fact]
    public async Task An_agent_whose_model_breaks_off_begins_anew_and_the_answer_says_so()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        modelled.Remote.Always(Reply.CutAfter("Rest in a ", "dark room. [k1] And "));
        await modelled.Agents.StartRunAsync("r_1", Question);

        var events = await modelled.Agents.ReadRunAsTimePassesAsync("r_1");

        events.ShouldBeContiguous();
        events.Count(one => one.Type == RunEventTypes.AgentStarted).ShouldBe(2);
        var anew = events.FindLastIndex(one => one.Type == RunEventTypes.AgentStarted);
        events.Take(anew).ShouldContain(one => one.Type == RunEventTypes.Progress && one.Data.GetProperty("stage").GetString() == "restart");
        var answer = events[^1].Data.GetProperty("text").GetString()!;
        answer.ShouldStartWith(string.Concat(TextsOf(events.Skip(anew), RunEventTypes.AgentDelta)));
        answer.ShouldContain("The model broke off; passages of the references are quoted.");
        answer.ShouldNotContain("dark room. And");
    }

    [Fact]
    public async Task A_tool_that_a_model_calls_is_in_the_log()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        modelled.Remote.Next(Reply.ToolCalls(("patient_timeline", "{}")), Reply.Text("Rest. [k1]"));
        await modelled.Agents.StartRunAsync("r_1", Question);

        var events = await modelled.Agents.ReadRunAsTimePassesAsync("r_1");

        var progress = events.Single(one => one.Type == RunEventTypes.Progress).Data;
        progress.GetProperty("stage").GetString().ShouldBe("tool");
        progress.GetProperty("note").GetString().ShouldBe("patient_timeline");
    }

    [Fact]
    public async Task After_a_kill_in_mid_answer_the_model_is_asked_again_and_the_run_ends_once()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        modelled.Remote.Next(Reply.HangsAfter("Rest in a "));
        await modelled.Agents.StartRunAsync("r_1", Question);
        await modelled.Agents.ReadRunAsync("r_1", until: one => one.Type == RunEventTypes.AgentDelta);

        modelled.Remote.Next(Reply.Text("Rest in a dark room. [k1]"));
        await modelled.Agents.KillAndRestartAsync();
        var events = await modelled.Agents.ReadRunAsTimePassesAsync("r_1");

        events.ShouldBeContiguous();
        events[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
        var anew = events.FindLastIndex(one => one.Type == RunEventTypes.AgentStarted);
        events.Count(one => one.Type == RunEventTypes.AgentStarted).ShouldBe(2);
        events[^1].Data.GetProperty("text").GetString()!.ShouldStartWith(string.Concat(TextsOf(events.Skip(anew), RunEventTypes.AgentDelta)));
    }

    [Fact]
    public async Task A_cancelled_run_leaves_the_model()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        modelled.Remote.Next(Reply.HangsAfter("Rest in a "));
        await modelled.Agents.StartRunAsync("r_1", Question);
        await modelled.Agents.ReadRunAsync("r_1", until: one => one.Type == RunEventTypes.AgentDelta);

        await modelled.Agents.Grains.AskAsync(GrainKinds.RunOf("r_1"), new CancelRun(Asha.Scope()));

        await modelled.Remote.Requests[0].CallerLeft.WaitAsync(Patience.Limit);
        (await modelled.Agents.ReadRunAsync("r_1"))[^1].Type.ShouldBe(RunEventTypes.RunCancelled);
    }

    [Fact]
    public async Task Advice_of_a_red_flag_is_told_before_a_model_is_asked()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        modelled.Remote.Always(Reply.HeadersOnly);

        await modelled.Agents.StartRunAsync("r_1", "Crushing chest pain going down my left arm and I am sweating");
        var events = await modelled.Agents.ReadRunAsync("r_1", until: one => one.Type == RunEventTypes.AgentStarted);

        events.Select(one => one.Type).Take(3).ShouldBe([RunEventTypes.RunStarted, RunEventTypes.Finding, RunEventTypes.AnswerDelta]);
    }

    private static List<string> TextsOf(IEnumerable<RunEvent> events, string type) =>
        [.. events.Where(one => one.Type == type).Select(one => one.Data.GetProperty("text").GetString()!)];
}
