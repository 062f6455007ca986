using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Budgets;

/// <summary>Charges embeddings to their account.</summary>
internal sealed class BudgetedEmbeddings(IEmbeddingGenerator<string, Embedding<float>> inner, string model, Budget budget, SpendingAccount account)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var estimate = budget.Prices.Of(model, texts.Sum(TokenEstimate.Of), 0);
        var reservation = await budget.ReserveAsync(account, estimate, cancellationToken);
        var used = estimate;
        try
        {
            var made = await base.GenerateAsync(texts, options, cancellationToken);
            if (made.Usage?.InputTokenCount is { } counted)
                used = budget.Prices.Of(model, counted, 0);
            return made;
        }
        catch (ModelException failure) when (!failure.MayCost)
        {
            used = default;
            throw;
        }
        finally
        {
            await reservation.SettleAsync(used);
        }
    }
}
