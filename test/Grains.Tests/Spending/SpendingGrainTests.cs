using System.Text;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Spending;
using MediAgents.Grains.Tests.ReportWriter;
using MediAgents.ModelServer.Replies;
using static MediAgents.Grains.Tests.TestAgents;

namespace MediAgents.Grains.Tests.Spending;

public sealed class SpendingGrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(4);

    private readonly TestAgents agents = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => agents.DisposeAsync().AsTask();

    [Fact]
    public async Task Calls_side_by_side_cannot_pass_the_users_day_together()
    {
        var decisions = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => ReserveAsync($"{number}", $"r_{number}", 100, dayLimit: 1000)));

        decisions.Count(exhausted => exhausted is null).ShouldBe(10);
        decisions.OfType<string>().Distinct().ShouldBe(["user_day"]);
    }

    [Fact]
    public async Task A_run_has_a_limit_of_its_own_and_a_user_another_day_than_others()
    {
        (await ReserveAsync("a", "r_1", 100, runLimit: 100)).ShouldBeNull();
        (await ReserveAsync("b", "r_1", 1, runLimit: 100)).ShouldBe("run");
        (await ReserveAsync("c", "r_2", 100, runLimit: 100, dayLimit: 200)).ShouldBeNull();
        (await ReserveAsync("d", "r_3", 1, dayLimit: 200)).ShouldBe("user_day");

        (await agents.Grains.AskAsync(GrainKinds.AgentOf(GrainKinds.Spending, Ravi), Reserve("d", "r_3", 1, 0, 200) with { User = Ravi })).Exhausted.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_charged_is_known_to_the_next_process()
    {
        await ReserveAsync("a", "r_1", 500, dayLimit: 1000);
        await SettleAsync("a", "r_1", 900);

        await agents.KillAndRestartAsync();

        (await ReserveAsync("b", "r_2", 101, dayLimit: 1000)).ShouldBe("user_day");
        (await ReserveAsync("b", "r_2", 100, dayLimit: 1000)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_killed_process_had_set_aside_is_given_back_after_a_while()
    {
        await ReserveAsync("a", "r_1", 1000, dayLimit: 1000);

        await agents.KillAndRestartAsync();
        (await ReserveAsync("b", "r_2", 100, dayLimit: 1000)).ShouldBe("user_day");
        agents.Time.Advance(Lifetime);

        (await ReserveAsync("b", "r_2", 100, dayLimit: 1000)).ShouldBeNull();
    }

    [Fact]
    public async Task Steps_that_are_repeated_because_their_outcome_was_lost_count_once()
    {
        for (var time = 0; time < 3; time++)
            (await ReserveAsync("a", "r_1", 600, dayLimit: 1000)).ShouldBeNull();
        for (var time = 0; time < 3; time++)
            await SettleAsync("a", "r_1", 400);

        (await ReserveAsync("b", "r_1", 600, dayLimit: 1000)).ShouldBeNull();
        (await ReserveAsync("c", "r_1", 1, dayLimit: 1000)).ShouldBe("user_day");
    }

    [Fact]
    public async Task The_book_is_the_users_and_sealed_and_none_is_opened_by_a_late_settlement()
    {
        await SettleAsync("a", "r_1", 400);
        (await agents.Storage.ReadAsync(Key, default)).ShouldBeNull();

        await ReserveAsync("b", "r_1", 100, dayLimit: 1000);

        var stored = (await agents.Storage.ReadAsync(Key, default)).ShouldNotBeNull();
        stored.Owner.ShouldBe(Asha);
        stored.WakeAfterCrash.ShouldBeFalse();
        Encoding.UTF8.GetString(stored.State.Span).ShouldContain("r_1");
    }

    [Fact]
    public async Task What_models_took_in_one_process_is_charged_in_the_next()
    {
        await using var modelled = await ModelledReports.StartAsync(settings: [("MODEL_USER_DAY_TOKENS", "9000"), ("MODEL_RUN_TOKENS", "0")]);
        modelled.Remote.Always(Reply.Text("She is allergic. [k1]").WithUsage(6000, 2500));
        (await modelled.DraftAsync()).Summary.Note.ShouldBeNull();

        await modelled.Agents.KillAndRestartAsync();
        var (answer, _) = await modelled.AskAsync("Which allergies are there?");

        answer.Note.ShouldBe("The budget for models is used up; statements of the report are quoted.");
        modelled.Remote.Requests.ShouldHaveSingleItem();

        modelled.Agents.Time.Advance(TimeSpan.FromDays(1));
        (await modelled.AskAsync("Which allergies are there?")).Answer.Model.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_call_that_failed_for_free_leaves_the_day_as_it_was()
    {
        await using var modelled = await ModelledReports.StartAsync(settings: [("MODEL_USER_DAY_TOKENS", "3000")]);
        modelled.Remote.Always(Reply.Error(503));
        await modelled.DraftAsync();
        modelled.Remote.Always(Reply.Text("She is allergic. [k1]"));

        (await modelled.AskAsync("Which allergies are there?")).Answer.Model.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_books_cannot_be_written_no_model_is_asked()
    {
        await using var modelled = await ModelledReports.StartAsync();
        await modelled.DraftAsync();
        var before = modelled.Remote.Requests.Count;
        modelled.Agents.Storage.TroubledKind = GrainKinds.Spending;
        modelled.Agents.Storage.Trouble = CommitTrouble.FailsBeforeWriting;

        var asking = modelled.AskAsync("Which allergies are there?");
        await Patience.UntilAsync(() =>
        {
            modelled.Agents.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(asking.IsCompleted);
        });

        (await asking).Answer.Note.ShouldBe("No model could be reached; statements of the report are quoted.");
        modelled.Remote.Requests.Count.ShouldBe(before);
    }

    private static GrainKey Key => GrainKinds.AgentOf(GrainKinds.Spending, Asha);

    private async Task<string?> ReserveAsync(string id, string run, long tokens, long runLimit = 0, long dayLimit = 0) =>
        (await agents.Grains.AskAsync(Key, Reserve(id, run, tokens, runLimit, dayLimit))).Exhausted;

    private static ReserveSpending Reserve(string id, string run, long tokens, long runLimit, long dayLimit) => new(
        Asha, id, run, new SpendingAmount(tokens, 0), new SpendingAmount(runLimit, 0), new SpendingAmount(dayLimit, 0), Lifetime.TotalSeconds);

    private async Task SettleAsync(string id, string run, long tokens) =>
        await agents.Grains.AskAsync(Key, new SettleSpending(Asha, id, run, new SpendingAmount(tokens, 0)));
}
