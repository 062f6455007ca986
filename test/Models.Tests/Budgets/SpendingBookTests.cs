using FsCheck;
using FsCheck.Fluent;
using MediAgents.Models.Budgets;

namespace MediAgents.Models.Tests.Budgets;

public sealed class SpendingBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly BudgetLimits Limits = new() { RunTokens = 100, UserDayTokens = 150 };

    [Fact]
    public void What_is_set_aside_counts_until_it_is_settled()
    {
        var book = Granted(new SpendingBook(), "a", "r_1", 80);
        book.Reserve(Asked("b", "r_1", 30), Noon).Exhausted.ShouldBe(BudgetKind.Run);

        book = book.Settle(new SpendingSettlement("a", "r_1", new Spend(10, 0)), Noon);

        Granted(book, "b", "r_1", 90).Open.ShouldHaveSingleItem();
        book.Reserve(Asked("b", "r_1", 91), Noon).Exhausted.ShouldBe(BudgetKind.Run);
    }

    [Fact]
    public void Runs_side_by_side_share_the_users_day()
    {
        var book = Granted(Granted(new SpendingBook(), "a", "r_1", 80), "b", "r_2", 70);

        book.Reserve(Asked("c", "r_3", 1), Noon).Exhausted.ShouldBe(BudgetKind.UserDay);
        book.Reserve(Asked("c", null, 1), Noon).Exhausted.ShouldBe(BudgetKind.UserDay);
    }

    [Fact]
    public void What_nobody_settles_is_given_back_and_charged_all_the_same_if_somebody_does_later()
    {
        var book = Granted(new SpendingBook(), "a", "r_1", 100);
        var later = Noon + TimeSpan.FromMinutes(11);

        var (freed, exhausted) = book.Reserve(Asked("b", "r_1", 100), later);

        exhausted.ShouldBeNull();
        freed.Open.Select(open => open.Id).ShouldBe(["b"]);
        freed.Settle(new SpendingSettlement("a", "r_1", new Spend(40, 0)), later).Spent.Tokens.ShouldBe(40);
    }

    [Fact]
    public void A_new_day_begins_at_nothing_and_what_began_yesterday_is_of_yesterday()
    {
        var book = Granted(new SpendingBook(), "a", "r_1", 60).Settle(new SpendingSettlement("a", "r_1", new Spend(60, 0)), Noon);
        var night = Noon.AddHours(12) - TimeSpan.FromMinutes(1);
        book = book.Reserve(Asked("b", "r_1", 40), night).Book;

        var next = book.Settle(new SpendingSettlement("b", "r_1", new Spend(40, 0)), night.AddMinutes(2));

        next.Spent.Tokens.ShouldBe(0);
        next.OfRun("r_1").Tokens.ShouldBe(100);
        next.Reserve(Asked("c", "r_2", 100), night.AddMinutes(2)).Exhausted.ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_is_set_back_opens_no_new_day()
    {
        var book = Granted(new SpendingBook(), "a", "r_1", 60).Settle(new SpendingSettlement("a", "r_1", new Spend(60, 0)), Noon);

        book.Reserve(Asked("b", "r_2", 95), Noon.AddDays(-1)).Exhausted.ShouldBe(BudgetKind.UserDay);
    }

    [Fact]
    public void Runs_of_days_past_are_forgotten()
    {
        var book = Granted(new SpendingBook(), "a", "r_1", 60).Settle(new SpendingSettlement("a", "r_1", new Spend(60, 0)), Noon);

        book.Settle(new SpendingSettlement("b", "r_2", default), Noon.AddDays(3)).Runs.Select(run => run.Run).ShouldBe(["r_2"]);
    }

    [Fact]
    public void In_any_order_of_steps_nothing_passes_the_limit_and_a_repeated_step_changes_nothing() => Prop.ForAll(
        Gen.Choose(0, 7).Zip(Gen.Choose(0, 60)).ListOf().ToArbitrary(),
        steps =>
        {
            var book = new SpendingBook();
            var granted = new Dictionary<int, long>();
            foreach (var (call, tokens) in steps)
            {
                if (!granted.TryGetValue(call, out var estimate))
                {
                    var (next, exhausted) = book.Reserve(Asked($"{call}", $"r_{call % 2}", tokens), Noon);
                    if (exhausted is null)
                        granted[call] = tokens;
                    if (next.Reserve(Asked($"{call}", $"r_{call % 2}", tokens), Noon).Book.Open.Count != next.Open.Count && exhausted is null)
                        return false;
                    book = next;
                }
                else
                {
                    var settled = new SpendingSettlement($"{call}", $"r_{call % 2}", new Spend(Math.Min(tokens, estimate), 0));
                    book = book.Settle(settled, Noon);
                    if (book.Settle(settled, Noon).Spent != book.Spent)
                        return false;
                }

                if (book.Spent.Tokens + book.Open.Sum(open => open.Estimate.Tokens) > Limits.UserDayTokens || book.Runs.Any(run => run.Spent.Tokens > Limits.RunTokens))
                    return false;
            }

            return book.Spent.Tokens == book.Runs.Sum(run => run.Spent.Tokens);
        }).QuickCheckThrowOnFailure();

    private static SpendingReservation Asked(string id, string? run, long tokens) => new(id, run, new Spend(tokens, 0), Limits, TimeSpan.FromMinutes(10));

    private static SpendingBook Granted(SpendingBook book, string id, string run, long tokens)
    {
        var (next, exhausted) = book.Reserve(Asked(id, run, tokens), Noon);
        exhausted.ShouldBeNull();
        return next;
    }
}
