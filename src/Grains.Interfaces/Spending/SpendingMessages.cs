using MediAgents.Grains.Hosting;
using MediAgents.Primitives;

namespace MediAgents.Grains.Spending;

/// <param name="Tokens">Of prompts and answers together.</param>
/// <param name="Money">In the currency of the price list.</param>
public sealed record SpendingAmount(long Tokens, decimal Money);

/// <summary>
/// Sets aside (<see cref="GrainKinds.Spending"/>) what a call of a model may use at most. Asked again with the same id it changes
/// nothing.
/// </summary>
/// <param name="User">Whose budget.</param>
/// <param name="ReservationId">Its id.</param>
/// <param name="RunId">The run, or other piece of work; null for none.</param>
/// <param name="Estimate">What may be used at most.</param>
/// <param name="RunLimit">Of the run; 0 is no limit.</param>
/// <param name="DayLimit">Of the user's day (UTC); 0 is no limit.</param>
/// <param name="LifetimeSeconds">After which it is given back unless it is settled.</param>
public sealed record ReserveSpending(
    PatientId User,
    string ReservationId,
    string? RunId,
    SpendingAmount Estimate,
    SpendingAmount RunLimit,
    SpendingAmount DayLimit,
    double LifetimeSeconds) : IGrainRequest<SpendingDecision>, IRepeatable;

/// <param name="Exhausted"><c>run</c> or <c>user_day</c>: the budget that the estimate does not fit, and nothing is set aside. Null: it is set aside.</param>
public sealed record SpendingDecision(string? Exhausted);

/// <summary>Charges what a call has used in place of what was set aside. Asked again with the same id it changes nothing.</summary>
public sealed record SettleSpending(PatientId User, string ReservationId, string? RunId, SpendingAmount Used) : IGrainRequest<Unit>, IRepeatable;
