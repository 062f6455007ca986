using System.Runtime.CompilerServices;
using MediAgents.Models.Budgets;
using MediAgents.Models.Failures;
using MediAgents.Models.Resilience;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Measuring;

/// <summary>A span and the metrics of every attempt.</summary>
internal sealed class MeasuredChatClient(IChatClient inner, CallNames call, ModelMeter meter, PriceList prices, TimeProvider time) : StreamLayer(inner)
{
    private const string Completed = "completed";

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var span = ModelSpans.Begin(call, options);
        var begun = time.GetTimestamp();
        var outcome = ModelSpans.Cancelled;
        var hasSpoken = false;
        try
        {
            await using var updates = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                        break;
                }
                catch (ModelException failure)
                {
                    outcome = failure.Code;
                    ModelSpans.Failed(span, outcome, failure);
                    throw;
                }

                if (!hasSpoken && SignOfLife.Is(updates.Current))
                {
                    hasSpoken = true;
                    meter.Spoke(call, time.GetElapsedTime(begun));
                }

                Note(updates.Current);
                yield return updates.Current;
            }

            outcome = Completed;
        }
        finally
        {
            if (outcome == ModelSpans.Cancelled)
                ModelSpans.Failed(span, outcome, failure: null);
            meter.Ended(call, outcome, time.GetElapsedTime(begun));
        }

        void Note(ChatResponseUpdate update)
        {
            ModelSpans.Replied(span, update);
            foreach (var usage in update.Contents.OfType<UsageContent>())
            {
                ModelSpans.Used(span, usage.Details);
                var (input, output) = (usage.Details.InputTokenCount ?? 0, usage.Details.OutputTokenCount ?? 0);
                meter.Used(call, input, output);
                if (prices.Find(call.Model) is { } price)
                    meter.Paid(call, prices.Currency, price.Of(input, output));
            }
        }
    }
}
