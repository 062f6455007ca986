namespace MediAgents.Models.Budgets;

/// <summary>Keeps what users spend, so that calls side by side cannot pass a limit together. Safe for concurrent use.</summary>
public interface ISpendingLedger
{
    /// <summary>Sets an estimate aside, as one step.</summary>
    /// <returns>Null when it is set aside; otherwise which budget it does not fit, and nothing is set aside.</returns>
    /// <exception cref="Failures.ModelException"><c>unavailable</c>: the ledger cannot be reached.</exception>
    ValueTask<BudgetKind?> ReserveAsync(string user, SpendingReservation reservation, CancellationToken cancellationToken);

    /// <summary>Charges what was used instead of the estimate. Not cancelled with the call: what was used is to be counted.</summary>
    ValueTask SettleAsync(string user, SpendingSettlement settlement);
}
