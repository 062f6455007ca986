using MediAgents.Models.Budgets;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Failures;
using MediAgents.Models.Tests.Endpoints;
using MediAgents.ModelServer.Replies;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Tests.Budgets;

public sealed class BudgetTests
{
    private static readonly SpendingAccount Account = new("r_1", "user_hash");

    [Fact]
    public async Task What_the_server_counted_is_charged_to_run_and_user()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_PRICES", "gpt-4o-mini=0.15/0.60"));
        scripted.Server.Next(Reply.Text("Yes.").WithUsage(1_000_000, 500_000));

        await ChatOf(scripted).StreamAsync();

        RunSum(scripted).ShouldBe(new Spend(1_500_000, 0.45m));
        scripted.Ledger.BookOf("user_hash").Spent.ShouldBe(new Spend(1_500_000, 0.45m));
        scripted.Ledger.BookOf("user_hash").Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_without_a_price_counts_tokens_only()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_PRICES", "other=1/2"));
        scripted.Server.Next(Reply.Text("Yes.").WithUsage(100, 50));

        await ChatOf(scripted).StreamAsync();

        RunSum(scripted).ShouldBe(new Spend(150, 0m));
    }

    [Fact]
    public async Task A_used_up_run_sends_nothing()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_RUN_TOKENS", "2000"), ("MODEL_RETRIES", "2"));
        scripted.Server.Always(Reply.Text("Yes.").WithUsage(1900, 50));
        await ChatOf(scripted).StreamAsync();

        var (_, failure) = await ChatOf(scripted).StreamToFailureAsync();

        failure.ShouldBeOfType<ModelException>().Code.ShouldBe(ModelFailures.OverBudget);
        scripted.Server.Requests.ShouldHaveSingleItem();
        RunSum(scripted).Tokens.ShouldBe(1950);
    }

    [Fact]
    public async Task A_used_up_day_is_the_users_and_no_others()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_PRICES", "gpt-4o-mini=1000"), ("MODEL_USER_DAY_COST", "2"), ("MODEL_CURRENCY", "INR"));
        scripted.Server.Always(Reply.Text("Yes.").WithUsage(900, 100));
        await ChatOf(scripted, "r_1").StreamAsync();

        (await ChatOf(scripted, "r_2").StreamToFailureAsync()).Failure.ShouldBeOfType<ModelException>().Code.ShouldBe(ModelFailures.OverBudget);

        await scripted.Models.For(Use(new SpendingAccount("r_3", "another")))!.StreamAsync();
        scripted.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Calls_side_by_side_cannot_pass_the_limit_together()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_RUN_TOKENS", "3500"), ("MODEL_MAX_OUTPUT_TOKENS", "1000"));
        scripted.Server.Always(Reply.Text("Yes.").SlowToStart(TimeSpan.FromMilliseconds(200)).WithUsage(10, 1000));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return (await ChatOf(scripted).StreamAsync()).Count > 0;
            }
            catch (ModelException refused) when (refused.Code == ModelFailures.OverBudget)
            {
                return false;
            }
        }));

        outcomes.Count(succeeded => succeeded).ShouldBe(3);
        RunSum(scripted).Tokens.ShouldBe(3030);
    }

    [Fact]
    public async Task A_reply_that_broke_off_is_charged_by_estimate()
    {
        await using var scripted = await ScriptedModels.StartAsync();
        scripted.Server.Next(Reply.CutAfter("four letters a token ", "and so on "));

        await ChatOf(scripted).StreamToFailureAsync();

        var prompt = TokenEstimate.Of(Conversations.Question, null);
        RunSum(scripted).Tokens.ShouldBeInRange(prompt + 6, prompt + 12);
    }

    [Fact]
    public async Task A_caller_that_left_pays_for_what_had_come()
    {
        await using var scripted = await ScriptedModels.StartAsync();
        scripted.Server.Next(Reply.HangsAfter("some words "));

        await foreach (var update in ChatOf(scripted).GetStreamingResponseAsync(Conversations.Question))
        {
            if (update.Text.Length > 0)
                break;
        }

        RunSum(scripted).Tokens.ShouldBe(TokenEstimate.Of(Conversations.Question, null) + TokenEstimate.Of("some words "));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_refused_request_is_free(int status)
    {
        await using var scripted = await ScriptedModels.StartAsync();
        scripted.Server.Next(Reply.Error(status));

        await ChatOf(scripted).StreamToFailureAsync();

        RunSum(scripted).ShouldBe(default);
    }

    [Fact]
    public async Task Embeddings_are_charged_too()
    {
        await using var scripted = await ScriptedModels.StartAsync();

        await scripted.Models.EmbeddingsFor(Use(Account))!.GenerateAsync(["abc", "de"]);

        RunSum(scripted).Tokens.ShouldBe(5);
    }

    [Fact]
    public async Task Where_there_is_no_limit_nothing_is_written_down()
    {
        await using var scripted = await ScriptedModels.StartAsync(("MODEL_RUN_TOKENS", "0"), ("MODEL_USER_DAY_TOKENS", "0"));
        scripted.Server.Always(Reply.Text("Yes.").WithUsage(900, 100));

        await ChatOf(scripted).StreamAsync();

        scripted.Ledger.BookOf("user_hash").ShouldBe(new SpendingBook());
    }

    [Fact]
    public async Task Reservations_from_many_threads_do_not_pass_the_limit_together()
    {
        var ledger = new MemorySpendingLedger(TimeProvider.System);
        var refused = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 500), async (number, stop) =>
        {
            var asked = new SpendingReservation($"{number}", "r", new Spend(10, 0.1m), new BudgetLimits { RunTokens = 1000 }, TimeSpan.FromHours(1));
            if (await ledger.ReserveAsync("user", asked, stop) is not null)
                Interlocked.Increment(ref refused);
            else
                await ledger.SettleAsync("user", new SpendingSettlement($"{number}", "r", new Spend(10, 0.1m)));
        });

        refused.ShouldBe(400);
        ledger.BookOf("user").OfRun("r").ShouldBe(new Spend(1000, 10m));
    }

    [Fact]
    public async Task Books_of_days_past_are_forgotten()
    {
        var time = new SettableTime();
        var ledger = new MemorySpendingLedger(time);
        await ledger.SettleAsync("old", new SpendingSettlement("a", "r", new Spend(7, 0)));
        time.Now += TimeSpan.FromDays(3);

        for (var change = 0; change < 1000; change++)
            await ledger.SettleAsync("new", new SpendingSettlement($"{change}", "r", new Spend(1, 0)));

        ledger.BookOf("old").ShouldBe(new SpendingBook());
        ledger.BookOf("new").Spent.Tokens.ShouldBe(1000);
    }

    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData("=1/2")]
    [InlineData("a=b")]
    [InlineData("a=1/2/3")]
    [InlineData("a=-1")]
    public void A_price_list_that_is_none_is_refused(string text) =>
        Should.Throw<FormatException>(() => PriceList.Parse("USD", text));

    private static ModelUse Use(SpendingAccount account) => new(ModelPurpose.Chat, IsSensitive: false) { Account = account };

    private static IChatClient ChatOf(ScriptedModels scripted, string run = "r_1") => scripted.Models.For(Use(Account with { RunId = run }))!;

    private static Spend RunSum(ScriptedModels scripted) => scripted.Ledger.BookOf("user_hash").OfRun("r_1");

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
