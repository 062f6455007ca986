using MediAgents.Models.Budgets;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Measuring;

/// <summary>A span and the metrics of every request for embeddings.</summary>
internal sealed class MeasuredEmbeddings(
    IEmbeddingGenerator<string, Embedding<float>> inner, CallNames call, ModelMeter meter, PriceList prices, TimeProvider time)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private const string Completed = "completed";

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using var span = ModelSpans.Begin(call, options: null);
        var begun = time.GetTimestamp();
        var outcome = ModelSpans.Cancelled;
        try
        {
            var made = await base.GenerateAsync(values, options, cancellationToken);
            outcome = Completed;
            if (made.Usage is { InputTokenCount: { } input } usage)
            {
                ModelSpans.Used(span, usage);
                meter.Used(call, input, 0);
                if (prices.Find(call.Model) is { } price)
                    meter.Paid(call, prices.Currency, price.Of(input, 0));
            }

            return made;
        }
        catch (ModelException failure)
        {
            outcome = failure.Code;
            ModelSpans.Failed(span, outcome, failure);
            throw;
        }
        finally
        {
            if (outcome == ModelSpans.Cancelled)
                ModelSpans.Failed(span, outcome, failure: null);
            meter.Ended(call, outcome, time.GetElapsedTime(begun));
        }
    }
}
