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

    internal bool HasAny => RunTokens > 0 || RunMoney > 0 || UserDayTokens > 0 || UserDayMoney > 0;
}

/// <summary>
/// Checks before a call and charges after it. The estimate is set aside before the call and corrected after it, so that calls side
/// by side cannot pass a limit together. Where there is no limit, or nobody to whom one applies, nothing is asked of the ledger.
/// </summary>
internal sealed class Budget(BudgetLimits limits, PriceList prices, ISpendingLedger ledger, TimeSpan longestCall)
{
    /// <summary>Beyond the longest call, for what comes before and after it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public PriceList Prices => prices;

    /// <summary>Sets the estimate aside.</summary>
    /// <exception cref="ModelException">It does not fit; nothing is set aside.</exception>
    public async ValueTask<Reservation> ReserveAsync(SpendingAccount account, Spend estimate, CancellationToken cancellationToken)
    {
        if (account.User is not { } user || !limits.HasAny)
            return Reservation.None;
        var asked = new SpendingReservation($"{Guid.NewGuid():N}", account.RunId, estimate, limits, longestCall + Margin);
        return await ledger.ReserveAsync(user, asked, cancellationToken) switch
        {
            BudgetKind.Run => throw new ModelException(ModelFailures.OverBudget, "The budget of the run for models is used up."),
            BudgetKind.UserDay => throw new ModelException(ModelFailures.OverBudget, "The budget of the user's day for models is used up."),
            _ => new Reservation(ledger, user, asked),
        };
    }
}

/// <summary>An estimate that is set aside until it is known what the call used.</summary>
internal sealed class Reservation
{
    private readonly ISpendingLedger? ledger;
    private readonly string user = "";
    private readonly SpendingReservation? reserved;

    public Reservation(ISpendingLedger ledger, string user, SpendingReservation reserved) => (this.ledger, this.user, this.reserved) = (ledger, user, reserved);

    private Reservation()
    {
    }

    /// <summary>Of a call that no budget holds.</summary>
    public static Reservation None { get; } = new();

    /// <summary>Charges what was used instead of the estimate.</summary>
    public ValueTask SettleAsync(Spend used) =>
        ledger is null ? ValueTask.CompletedTask : ledger.SettleAsync(user, new SpendingSettlement(reserved!.Id, reserved.Run, used));
}
