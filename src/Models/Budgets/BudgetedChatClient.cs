using System.Runtime.CompilerServices;
using MediAgents.Models.Failures;
using MediAgents.Models.Resilience;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Budgets;

/// <summary>
/// Charges every attempt to its account: what the server counted, or, where a reply broke off before that, an estimate of
/// the prompt and of what had come. A request that was refused or never arrived is free.
/// </summary>
internal sealed class BudgetedChatClient(IChatClient inner, string model, Budget budget, SpendingAccount account, int answerTokens) : StreamLayer(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sent = messages.ToList();
        var prompt = TokenEstimate.Of(sent, options);
        var estimate = budget.Prices.Of(model, prompt, options?.MaxOutputTokens ?? answerTokens);
        var reservation = await budget.ReserveAsync(account, estimate, cancellationToken);
        var free = false;
        var answer = 0;
        UsageDetails? counted = null;
        try
        {
            await using var updates = InnerClient.GetStreamingResponseAsync(sent, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                        break;
                }
                catch (ModelException failure)
                {
                    free = !failure.MayCost;
                    throw;
                }

                foreach (var content in updates.Current.Contents)
                {
                    answer += TokenEstimate.Of(content);
                    counted = (content as UsageContent)?.Details ?? counted;
                }

                yield return updates.Current;
            }
        }
        finally
        {
            await reservation.SettleAsync(free ? default : budget.Prices.Of(model, counted?.InputTokenCount ?? prompt, counted?.OutputTokenCount ?? answer));
        }
    }
}
