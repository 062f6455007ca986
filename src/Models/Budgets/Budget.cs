using MediAgents.Models.Failures;

namespace MediAgents.Models.Budgets;

/// <summary>The most that may be used; 0 is no limit.</summary>
public sealed record BudgetLimits
{
    public long RunTokens { get; init; } = 200_000;

    public decimal RunMoney { get; init; }

    /// <summary>Of a user in a day (UTC).</summary>
    public long UserDayTokens { get; init; } = 1_000_000;

    public decimal UserDayMoney { get; init; }
}

/// <summary>
/// Checks before a call and charges after it. The estimate is added to the sums before the call and corrected after it, so
/// that calls side by side cannot pass a limit together.
/// </summary>
internal sealed class Budget(BudgetLimits limits, PriceList prices, ISpendingLedger ledger, TimeProvider time)
{
    public PriceList Prices => prices;

    /// <summary>Sets the estimate aside.</summary>
    /// <exception cref="ModelException">It does not fit; nothing is set aside.</exception>
    public async ValueTask<Reservation> ReserveAsync(SpendingAccount account, Spend estimate, CancellationToken cancellationToken)
    {
        var reserved = new List<SpendingKey>();
        foreach (var (key, tokens, money, whose) in SumsOf(account))
        {
            var sum = await ledger.AddAsync(key, estimate, cancellationToken);
            reserved.Add(key);
            if ((tokens == 0 || sum.Tokens <= tokens) && (money == 0 || sum.Money <= money))
                continue;
            await new Reservation(ledger, reserved, estimate).SettleAsync(default);
            throw new ModelException(ModelFailures.OverBudget, $"The budget of {whose} for models is used up.");
        }

        return new Reservation(ledger, reserved, estimate);
    }

    private IEnumerable<(SpendingKey Key, long Tokens, decimal Money, string Whose)> SumsOf(SpendingAccount account)
    {
        if (account.RunId is { } run)
            yield return (SpendingKey.OfRun(run), limits.RunTokens, limits.RunMoney, "the run");
        if (account.User is { } user)
            yield return (SpendingKey.OfUser(user, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)), limits.UserDayTokens, limits.UserDayMoney, "the user's day");
    }
}

/// <summary>An estimate that is set aside until it is known what the call used.</summary>
internal sealed class Reservation(ISpendingLedger ledger, IReadOnlyList<SpendingKey> keys, Spend estimate)
{
    /// <summary>Charges what was used instead of the estimate. Not cancelled with the call: what was used is to be counted.</summary>
    public async ValueTask SettleAsync(Spend used)
    {
        foreach (var key in keys)
            await ledger.AddAsync(key, used - estimate, CancellationToken.None);
    }
}
