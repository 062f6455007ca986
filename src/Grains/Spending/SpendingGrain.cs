using MediAgents.Grains.Hosting;
using MediAgents.Models.Budgets;

namespace MediAgents.Grains.Spending;

/// <summary>
/// The book of what one user spends on models: one for all processes, and durable. A call of a model is two turns here, one before
/// it and one after.
/// </summary>
public sealed class SpendingGrain
    : Grain<SpendingBook>,
        IAnswer<ReserveSpending, SpendingDecision>,
        IAnswer<SettleSpending, Unit>
{
    internal const string Run = "run";
    internal const string UserDay = "user_day";

    public ValueTask<SpendingDecision> AnswerAsync(ReserveSpending request, CancellationToken cancellationToken)
    {
        var asked = new SpendingReservation(
            request.ReservationId,
            request.RunId,
            SpendOf(request.Estimate),
            new BudgetLimits
            {
                RunTokens = request.RunLimit.Tokens,
                RunMoney = request.RunLimit.Money,
                UserDayTokens = request.DayLimit.Tokens,
                UserDayMoney = request.DayLimit.Money,
            },
            TimeSpan.FromSeconds(request.LifetimeSeconds));
        var (book, exhausted) = State.Reserve(asked, Context.Time.GetUtcNow());
        // What is refused is not worth a write.
        if (exhausted is null)
        {
            Context.Owner ??= request.User;
            State = book;
        }

        return ValueTask.FromResult(new SpendingDecision(exhausted switch
        {
            BudgetKind.Run => Run,
            BudgetKind.UserDay => UserDay,
            _ => null,
        }));
    }

    public ValueTask<Unit> AnswerAsync(SettleSpending request, CancellationToken cancellationToken)
    {
        // Nobody set anything aside here, or the user was erased since: then there is no book to write into.
        if (Context.Owner is null)
            return ValueTask.FromResult(Unit.Value);
        State = State.Settle(new SpendingSettlement(request.ReservationId, request.RunId, SpendOf(request.Used)), Context.Time.GetUtcNow());
        return ValueTask.FromResult(Unit.Value);
    }

    private static Spend SpendOf(SpendingAmount amount) => new(amount.Tokens, amount.Money);
}
