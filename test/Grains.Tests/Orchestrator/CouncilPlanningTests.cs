using System.Text.Json;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tests.Run;
using MediAgents.ModelServer;
using MediAgents.ModelServer.Replies;
using MediAgents.Records.Profiles;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Orchestrator;

public sealed class CouncilPlanningTests : IAsyncLifetime
{
    private const string Simple = "How is migraine treated?";
    private const string Complex = "Can I exercise with atrial fibrillation and knee osteoarthritis?";
    private const string PalpitationsPart = "What causes palpitations with an irregular heartbeat?";
    private const string KneePart = "What helps a twisted knee?";

    private ModelledAgents modelled = null!;

    public async Task InitializeAsync() => modelled = await ModelledAgents.StartAsync();

    public async Task DisposeAsync() => await modelled.DisposeAsync();

    [Fact]
    public async Task A_plan_divides_the_question_and_each_agent_answers_its_part()
    {
        Script(Reply.Text(Plan((GrainKinds.Cardiologist, PalpitationsPart), (GrainKinds.Orthopedist, KneePart))).WithUsage(300, 40), Reply.Text("Rest. [k1]").WithUsage(100, 7));

        var events = await RunAsync(Complex);

        events.ShouldBeContiguous();
        events[0].Data.TryGetProperty("agents_planned", out _).ShouldBeFalse();
        events.Where(one => one.Agent == GrainKinds.Orchestrator).Select(one => one.Data.GetProperty("note").GetString()).ShouldBe(["patient_profile", "patient_timeline"]);
        var route = RouteOf(events);
        route.GetProperty("planned_by").GetString().ShouldBe("model");
        route.GetProperty("mode").GetString().ShouldBe("council");
        route.GetProperty("agents").EnumerateArray().Select(agent => (agent.GetProperty("kind").GetString(), agent.GetProperty("question").GetString()))
            .ShouldBe([(GrainKinds.Cardiologist, PalpitationsPart), (GrainKinds.Orthopedist, KneePart)]);
        route.GetProperty("agents")[0].GetProperty("reason").GetString().ShouldBe("its field");
        foreach (var part in new[] { PalpitationsPart, KneePart })
            WritingRequests.ShouldContain(request => request.Text.Contains("</your_part>") && request.Text.Contains(part) && request.Text.Contains(Complex));
        events[^1].Data.GetProperty("usage").GetProperty("output_tokens").GetInt64().ShouldBe(40 + 3 * 7); // the plan, two opinions and what is made of them
    }

    [Fact]
    public async Task A_plain_question_takes_its_agent_and_no_plan()
    {
        Script(Reply.Text("no plan"), Reply.Text("Rest. [k1]"));

        var events = await RunAsync(Simple);

        PlanRequests.ShouldBeEmpty();
        RouteOf(events).TryGetProperty("planned_by", out _).ShouldBeFalse();
        RouteOf(events).GetProperty("agents").EnumerateArray().ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe(GrainKinds.Neurologist);
    }

    [Fact]
    public async Task What_one_agent_is_planned_for_it_answers_as_it_was_asked()
    {
        Script(Reply.Text(Plan((GrainKinds.Cardiologist, PalpitationsPart))), Reply.Text("Rest. [k1]"));

        var route = RouteOf(await RunAsync(Complex));

        route.GetProperty("mode").GetString().ShouldBe("single");
        route.GetProperty("agents")[0].TryGetProperty("question", out _).ShouldBeFalse();
        WritingRequests.ShouldAllBe(request => !request.Text.Contains("</your_part>"));
    }

    [Fact]
    public async Task Agents_that_there_are_not_and_more_than_three_are_dropped()
    {
        Script(
            Reply.Text(Plan(("astrologer", "?"), (GrainKinds.Orthopedist, KneePart), (GrainKinds.Orthopedist, "Again?"), ("aggregator", "?"), (GrainKinds.Cardiologist, PalpitationsPart), (GrainKinds.Neurologist, "Fits?"), (GrainKinds.GeneralPhysician, "Rest?"))),
            Reply.Text("Rest. [k1]"));

        var route = RouteOf(await RunAsync(Complex));

        route.GetProperty("agents").EnumerateArray().Select(agent => agent.GetProperty("kind").GetString())
            .ShouldBe([GrainKinds.Orthopedist, GrainKinds.Cardiologist, GrainKinds.Neurologist]);
    }

    [Theory]
    [InlineData("The cardiologist should answer.")]
    [InlineData("""{"agents":[]}""")]
    [InlineData("""{"agents":[{"agent":"astrologer","question":"?","reason":"stars"}]}""")]
    [InlineData("""{"agents":[{"agent":"cardiologist","question":" ","reason":"heart"}]}""")]
    [InlineData("""{"agents":[{"agent":"cardiologist","question":"?","reason":""}]}""")]
    public async Task An_unusable_plan_is_repaired_once_and_then_the_rules_decide_and_say_so(string unusable)
    {
        Script(Reply.Text(unusable), Reply.Text("Rest. [k1]"));

        var route = RouteOf(await RunAsync(Complex));

        PlanRequests.Count.ShouldBe(2);
        route.GetProperty("planned_by").GetString().ShouldBe("rules");
        route.GetProperty("note").GetString().ShouldBe("The model gave no usable answer; the rules decided who answers.");
        route.GetProperty("agents").EnumerateArray().Select(agent => agent.GetProperty("kind").GetString())
            .ShouldBe([GrainKinds.Cardiologist, GrainKinds.Orthopedist], ignoreOrder: true);
    }

    [Fact]
    public async Task A_plan_that_is_put_right_holds()
    {
        modelled.Remote.Next(Reply.Text("Ask somebody."), Reply.Text(Plan((GrainKinds.Orthopedist, KneePart))));
        Script(Reply.Error(500), Reply.Text("Rest. [k1]"));

        var route = RouteOf(await RunAsync(Complex));

        route.GetProperty("planned_by").GetString().ShouldBe("model");
        route.GetProperty("agents").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_model_that_answers_the_rules_decide_and_say_so()
    {
        modelled.Remote.Always(Reply.Error(503));

        var events = await RunAsync(Complex);

        RouteOf(events).GetProperty("note").GetString()!.ShouldStartWith("No model could be reached; the rules");
        events[^1].Type.ShouldBe(RunEventTypes.AnswerCompleted);
    }

    [Fact]
    public async Task A_model_that_gives_no_plan_in_time_is_not_waited_for()
    {
        Script(Reply.Silence, Reply.Text("Rest. [k1]"));
        await modelled.Agents.StartRunAsync("r_1", Complex);
        await Patience.UntilAsync(() => Task.FromResult(PlanRequests.Count == 1));

        modelled.Agents.Time.Advance(TimeSpan.FromSeconds(21));
        var events = await modelled.Agents.ReadRunAsTimePassesAsync("r_1");

        RouteOf(events).GetProperty("note").GetString()!.ShouldStartWith("The model gave no plan in time");
        await PlanRequests[0].CallerLeft.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task With_a_red_flag_no_plan_is_waited_for()
    {
        Script(Reply.Silence, Reply.Text("Rest. [k1]"));

        var events = await RunAsync("Crushing chest pain going down my left arm and I am sweating, and my twisted knee has been hurting and swelling since I fell down the stairs yesterday");

        PlanRequests.ShouldBeEmpty();
        events.FindIndex(one => one.Type == RunEventTypes.Finding).ShouldBeLessThan(events.FindIndex(one => one.Type == RunEventTypes.RouteDecided));
    }

    [Fact]
    public async Task Where_one_is_to_answer_nothing_is_planned_or_merged()
    {
        Script(Reply.Text("no plan"), Reply.Text("Rest. [k1]"));
        await modelled.Agents.Grains.AskAsync(
            GrainKinds.RunOf("r_1"),
            new StartRun(Asha.Scope(), "s_1", "m_1", Complex, new RetrievalLimits(5, 0.7), [], null, Council: false));

        var events = await modelled.Agents.ReadRunAsTimePassesAsync("r_1");

        modelled.Remote.Requests.ShouldHaveSingleItem().Schema.ShouldBeNull();
        RouteOf(events).GetProperty("mode").GetString().ShouldBe("single");
    }

    [Fact]
    public async Task A_plan_rests_on_the_record_and_a_remote_model_does_not_learn_whose_it_is()
    {
        await modelled.Agents.Profiles.PutAsync(
            Asha.Scope(),
            new PatientProfile { Name = "Sulochana Deshpande", DateOfBirth = new DateOnly(1961, 2, 28), Phone = "+91 98765 43210", Medicines = [new ProfileMedicine("Warfarin", "3 mg", "once a day")] },
            0);
        Script(Reply.Text(Plan((GrainKinds.Cardiologist, "Has [PATIENT_NAME_1] a heart disease?"), (GrainKinds.Orthopedist, KneePart))), Reply.Text("Rest. [k1]"));

        var route = RouteOf(await RunAsync($"I, Sulochana Deshpande, reachable at 98765 43210: {Complex}"));

        var asked = PlanRequests.ShouldHaveSingleItem().Text;
        asked.ShouldContain("Warfarin");
        foreach (var words in new[] { "Sulochana", "Deshpande", "98765 43210", "1961" })
            asked.ShouldNotContain(words);
        route.GetProperty("agents")[0].GetProperty("question").GetString().ShouldBe("Has Sulochana Deshpande a heart disease?");
    }

    [Fact]
    public async Task A_record_for_local_models_only_is_planned_by_a_local_one_or_by_the_rules()
    {
        await modelled.Agents.Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "Sulochana Deshpande", LocalModelsOnly = true }, 0);

        var route = RouteOf(await RunAsync(Complex));

        modelled.Remote.Requests.ShouldBeEmpty();
        route.GetProperty("note").GetString()!.ShouldStartWith("This record is for local models only");
    }

    [Fact]
    public async Task After_a_kill_before_the_plan_it_is_made_anew_and_after_one_behind_it_it_stands()
    {
        Script(Reply.Silence, Reply.Silence);
        await modelled.Agents.StartRunAsync("r_1", Complex);
        await Patience.UntilAsync(() => Task.FromResult(PlanRequests.Count == 1));

        Script(Reply.Text(Plan((GrainKinds.Cardiologist, PalpitationsPart), (GrainKinds.Orthopedist, KneePart))), Reply.Silence);
        await modelled.Agents.KillAndRestartAsync();
        await modelled.Agents.ReadRunAsync("r_1", until: one => one.Type == RunEventTypes.RouteDecided);
        Script(Reply.Text("never asked for"), Reply.Text("Rest. [k1]"));
        await modelled.Agents.KillAndRestartAsync();
        var events = await modelled.Agents.ReadRunAsTimePassesAsync("r_1");

        events.ShouldBeContiguous();
        PlanRequests.Count.ShouldBe(2);
        events.Count(one => one.Type == RunEventTypes.RouteDecided).ShouldBe(1);
        WritingRequests.ShouldContain(request => request.Text.Contains(KneePart));
    }

    private IReadOnlyList<RecordedRequest> PlanRequests => [.. modelled.Remote.Requests.Where(IsPlan)];

    private IReadOnlyList<RecordedRequest> WritingRequests => [.. modelled.Remote.Requests.Where(request => !IsPlan(request))];

    private static bool IsPlan(RecordedRequest request) => request.Schema == "council_plan";

    /// <summary>What is answered to a request for a plan, and to one for prose.</summary>
    private void Script(Reply plan, Reply writing) => modelled.Remote.Answer(request =>
        IsPlan(request) ? plan : request.Schema is null ? writing : Reply.Text("""{"disagreements":[]}"""));

    private static string Plan(params (string Agent, string Question)[] agents) =>
        JsonSerializer.Serialize(new { agents = agents.Select(one => new { agent = one.Agent, question = one.Question, reason = "its field" }) });

    private static JsonElement RouteOf(List<RunEvent> events) => events.Single(one => one.Type == RunEventTypes.RouteDecided).Data;

    private async Task<List<RunEvent>> RunAsync(string question)
    {
        await modelled.Agents.StartRunAsync("r_1", question);
        return await modelled.Agents.ReadRunAsTimePassesAsync("r_1");
    }
}
