using MediAgents.Grains.Retrying;
using MediAgents.Models.Budgets;
using MediAgents.Models.Failures;
using MediAgents.Primitives;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Spending;

/// <summary>The ledger that all processes share: a grain for each user.</summary>
public sealed partial class GrainSpendingLedger(IGrains grains, TimeProvider time, ILogger<GrainSpendingLedger> logger) : ISpendingLedger
{
    /// <summary>Somebody waits for the answer: 3 take about 0.3 s.</summary>
    private const int Tries = 3;

    private readonly TryingAgain trying = new(time, retrying: null, MayPass);

    public async ValueTask<BudgetKind?> ReserveAsync(string user, SpendingReservation reservation, CancellationToken cancellationToken)
    {
        var (patient, limits) = (new PatientId(user), reservation.Limits);
        var request = new ReserveSpending(
            patient,
            reservation.Id,
            reservation.Run,
            AmountOf(reservation.Estimate),
            new SpendingAmount(limits.RunTokens, limits.RunMoney),
            new SpendingAmount(limits.UserDayTokens, limits.UserDayMoney),
            reservation.Lifetime.TotalSeconds);
        try
        {
            var decision = await AskAsync(patient, request, cancellationToken);
            return decision.Exhausted switch
            {
                null => null,
                SpendingGrain.Run => BudgetKind.Run,
                _ => BudgetKind.UserDay,
            };
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !cancellationToken.IsCancellationRequested)
        {
            NotReserved(logger, failure);
            throw new ModelException(ModelFailures.Unavailable, "What the user has spent on models cannot be read now.");
        }
    }

    public async ValueTask SettleAsync(string user, SpendingSettlement settlement)
    {
        var patient = new PatientId(user);
        var request = new SettleSpending(patient, settlement.Id, settlement.Run, AmountOf(settlement.Used));
        try
        {
            await AskAsync(patient, request, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever it is, the answer is there and must not be lost for it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // The reservation counts until it expires.
            NotSettled(logger, failure);
        }
    }

    private Task<TReply> AskAsync<TReply>(PatientId user, IGrainRequest<TReply> request, CancellationToken cancellationToken) =>
        trying.RunAsync(token => grains.AskAsync(GrainKinds.AgentOf(GrainKinds.Spending, user), request, token), Tries, cancellationToken);

    /// <summary>No waiting helps where the user is being erased: that waits for this to end.</summary>
    private static bool MayPass(Exception failure) => failure is not (GrainOwnerClosedException or RecordBeingErasedException or UnknownGrainException);

    private static SpendingAmount AmountOf(Spend spend) => new(spend.Tokens, spend.Money);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a user has spent on models could not be read")]
    private static partial void NotReserved(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a call of a model used could not be charged")]
    private static partial void NotSettled(ILogger logger, Exception failure);
}
