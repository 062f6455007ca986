using MediAgents.Grains.Agents;
using MediAgents.Grains.Runs;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Orchestrator;

public sealed class OrchestratorGrainTests : IAsyncLifetime
{
    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task A_bill_goes_to_the_bill_auditor_whatever_the_message_says()
    {
        var route = await RouteAsync("I have chest pain on the stairs", hasBill: true);

        route.Mode.ShouldBe(RouteMode.Single);
        route.Agents.ShouldHaveSingleItem().Kind.ShouldBe(GrainKinds.BillAuditor);
    }

    [Fact]
    public async Task A_question_about_a_bill_goes_to_the_bill_auditor()
    {
        var route = await RouteAsync("Was I overcharged on my hospital bill?");

        route.Agents.ShouldHaveSingleItem().Kind.ShouldBe(GrainKinds.BillAuditor);
    }

    [Theory]
    [InlineData("I have palpitations and my heart skips beats", GrainKinds.Cardiologist)]
    [InlineData("My right arm went weak and my speech is slurred", GrainKinds.Neurologist)]
    [InlineData("I twisted my knee and it swells", GrainKinds.Orthopedist)]
    [InlineData("I have had a fever and a cough for three days", GrainKinds.GeneralPhysician)]
    public async Task A_complaint_of_one_field_goes_to_one_specialist_with_a_reason(string question, string kind)
    {
        var route = await RouteAsync(question);

        route.Mode.ShouldBe(RouteMode.Single);
        var agent = route.Agents.ShouldHaveSingleItem();
        agent.Kind.ShouldBe(kind);
        agent.Reason.ShouldNotBeNullOrEmpty();
        agent.Score.ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task A_complaint_of_two_fields_goes_to_a_council()
    {
        var route = await RouteAsync("I have palpitations and an irregular heartbeat, and also severe knee joint pain since I twisted it.");

        route.Mode.ShouldBe(RouteMode.Council);
        route.Agents.Select(agent => agent.Kind).ShouldBe([GrainKinds.Cardiologist, GrainKinds.Orthopedist], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_a_council_each_is_asked_the_question_without_what_points_to_others_only()
    {
        var route = await RouteAsync("I am to have a knee replaced next month. I am afraid. What about my blood thinner, and how is a clot in the leg prevented?");

        route.Mode.ShouldBe(RouteMode.Council);
        route.Agents.Single(agent => agent.Kind == GrainKinds.Orthopedist).Question.ShouldBe("I am to have a knee replaced next month, I am afraid");
        route.Agents.Single(agent => agent.Kind == GrainKinds.Cardiologist).Question.ShouldBe("I am afraid, What about my blood thinner, how is a clot in the leg prevented");
    }

    [Theory]
    [InlineData("Is naproxen all right for my hip while I take warfarin?", GrainKinds.Cardiologist, GrainKinds.Orthopedist)]
    [InlineData("I broke my wrist. Could my irregular heart rhythm have made me fall?", GrainKinds.Cardiologist, GrainKinds.Orthopedist)]
    [InlineData("Can I take a triptan for my migraine with angina like mine?", GrainKinds.Cardiologist, GrainKinds.Neurologist)]
    public async Task A_question_whose_clauses_are_of_two_fields_goes_to_both(string question, params string[] kinds)
    {
        var route = await RouteAsync(question);

        route.Mode.ShouldBe(RouteMode.Council);
        route.Agents.Select(agent => agent.Kind).ShouldBe(kinds, ignoreOrder: true);
    }

    [Theory]
    [InlineData("Which exercises help an arthritic knee, and how often?")]
    [InlineData("I have had a fever and a cough for three days, what helps?")]
    [InlineData("My knee hurts when I climb stairs. What is it, and what can be done?")]
    [InlineData("I have palpitations and my heart skips beats, should I worry?")]
    public async Task A_question_of_one_field_stays_with_one_however_many_clauses_it_has(string question) =>
        (await RouteAsync(question)).Agents.ShouldHaveSingleItem();

    [Fact]
    public async Task One_who_answers_alone_is_asked_the_question_as_it_is() =>
        (await RouteAsync("I twisted my knee and it swells")).Agents.ShouldHaveSingleItem().Question.ShouldBeNull();

    [Fact]
    public async Task Where_one_is_to_answer_the_first_whom_the_rules_name_does()
    {
        var ask = new RouteQuestion(Asha, "Can I exercise with atrial fibrillation and knee osteoarthritis?", [], HasBill: false);

        var council = await RouteAsync(ask);
        var one = await RouteAsync(ask with { IsForOne = true });

        council.Mode.ShouldBe(RouteMode.Council);
        one.Mode.ShouldBe(RouteMode.Single);
        one.Agents.ShouldBe([council.Agents[0] with { Question = null }]);
    }

    [Fact]
    public async Task A_follow_up_goes_to_all_who_answered_before()
    {
        string[] before = [GrainKinds.Orthopedist, GrainKinds.Cardiologist];

        var route = await RouteAsync("And what about that?", new EarlierExchange("Something", [GrainKinds.Neurologist]), new EarlierExchange("Else", before));

        route.Agents.Select(agent => agent.Kind).ShouldBe(before);
        route.Mode.ShouldBe(RouteMode.Council);
    }

    [Fact]
    public async Task A_question_that_names_its_own_field_is_no_follow_up()
    {
        var route = await RouteAsync("And what about my knee, it is swollen?", new EarlierExchange("Something", [GrainKinds.Neurologist]));

        route.Agents.ShouldHaveSingleItem().Kind.ShouldBe(GrainKinds.Orthopedist);
    }

    [Fact]
    public async Task An_agent_asked_for_by_name_answers_alone_unless_a_bill_is_attached()
    {
        var ask = new RouteQuestion(Asha, "I have palpitations, and my knee hurts", [], HasBill: false, GrainKinds.Neurologist);

        (await RouteAsync(ask)).Agents.ShouldHaveSingleItem().Kind.ShouldBe(GrainKinds.Neurologist);
        (await RouteAsync(ask with { HasBill = true })).Agents.ShouldHaveSingleItem().Kind.ShouldBe(GrainKinds.BillAuditor);
    }

    [Theory]
    [InlineData("I have palpitations and my heart skips beats", GrainKinds.Cardiologist)]
    [InlineData("What is Guillain-Barre syndrome?", GrainKinds.Neurologist)]
    [InlineData("?", GrainKinds.GeneralPhysician)]
    public async Task A_follow_up_of_a_question_whose_agents_are_not_known_goes_where_that_question_would(string before, string kind)
    {
        var route = await RouteAsync("And what about that?", new EarlierExchange(before, []));

        route.Agents.ShouldHaveSingleItem().Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task What_the_rules_do_not_see_goes_by_the_knowledge_collection()
    {
        var route = await RouteAsync("What is Guillain-Barre syndrome?");

        var agent = route.Agents.ShouldHaveSingleItem();
        agent.Kind.ShouldBe(GrainKinds.Neurologist);
        agent.Reason.ShouldContain("Guillain");
    }

    [Theory]
    [InlineData("What is the capital of France?")]
    [InlineData("Explain the scan report that I have attached")]
    [InlineData("?")]
    public async Task What_nothing_points_to_and_kinds_that_do_not_answer_here_go_to_the_general_physician(string question)
    {
        var route = await RouteAsync(question);

        route.Agents.ShouldHaveSingleItem().Kind.ShouldBe(GrainKinds.GeneralPhysician);
    }

    [Fact]
    public async Task Routing_again_on_the_same_day_writes_nothing()
    {
        await RouteAsync("I twisted my knee and it swells");
        var commits = agents.Storage.Commits;
        await RouteAsync("My knee still swells");
        agents.Storage.Commits.ShouldBe(commits);

        agents.Time.Advance(TimeSpan.FromDays(1));
        await RouteAsync("My knee still swells");
        agents.Storage.Commits.ShouldBe(commits + 1);
    }

    [Fact]
    public async Task It_is_the_one_kind_that_may_be_kept_where_data_can_vanish_and_records_no_access()
    {
        GrainsSetup.Kinds.Where(kind => kind.Rebuildable).Select(kind => kind.Name).ShouldBe([GrainKinds.Orchestrator]);

        await RouteAsync("I twisted my knee and it swells");
        agents.Storage.Commits.ShouldBe(1);
        agents.Storage.Accesses.ShouldBeEmpty();
    }

    private Task<RouteDecided> RouteAsync(string question, params EarlierExchange[] earlier) =>
        RouteAsync(new RouteQuestion(Asha, question, earlier, HasBill: false));

    private Task<RouteDecided> RouteAsync(string question, bool hasBill) => RouteAsync(new RouteQuestion(Asha, question, [], hasBill));

    private async Task<RouteDecided> RouteAsync(RouteQuestion question) =>
        await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.Orchestrator, Asha), question);
}
