using System.Diagnostics;
using MediAgents.Models.Failures;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Measuring;

/// <summary>
/// The spans of calls of models, named as OpenTelemetry's semantic conventions for generative AI have them (client spans,
/// conventions 1.37). They hold names, numbers and codes, no content of prompt or reply.
/// </summary>
public static class ModelSpans
{
    public const string SourceName = "MediAgents.Models";

    internal const string Cancelled = "cancelled";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Begin(CallNames call, ChatOptions? options)
    {
        var span = Source.StartActivity($"{call.Operation} {call.Model}", ActivityKind.Client);
        if (span is null)
            return null;
        span.SetTag("gen_ai.operation.name", call.Operation);
        span.SetTag("gen_ai.provider.name", "openai");
        span.SetTag("gen_ai.request.model", call.Model);
        span.SetTag("server.address", call.Address.Host);
        span.SetTag("server.port", call.Address.Port);
        span.SetTag("mediagents.endpoint", call.Endpoint);
        span.SetTag("gen_ai.agent.name", call.Agent);
        span.SetTag("gen_ai.request.temperature", options?.Temperature is { } temperature ? (double)temperature : null);
        span.SetTag("gen_ai.request.max_tokens", options?.MaxOutputTokens);
        span.SetTag("gen_ai.output.type", options?.ResponseFormat is ChatResponseFormatJson ? "json" : null);
        return span;
    }

    internal static void Replied(Activity? span, ChatResponseUpdate update)
    {
        if (span is null)
            return;
        if (update.ResponseId is { } id)
            span.SetTag("gen_ai.response.id", id);
        if (update.ModelId is { } model)
            span.SetTag("gen_ai.response.model", model);
        if (update.FinishReason is { } reason)
            span.SetTag("gen_ai.response.finish_reasons", new[] { reason.Value });
    }

    internal static void Used(Activity? span, UsageDetails usage)
    {
        span?.SetTag("gen_ai.usage.input_tokens", usage.InputTokenCount);
        span?.SetTag("gen_ai.usage.output_tokens", usage.OutputTokenCount);
    }

    /// <summary>Ends the span of a call that failed, or, with <see cref="Cancelled"/>, was given up by its caller.</summary>
    internal static void Failed(Activity? span, string code, ModelException? failure)
    {
        span?.SetTag("error.type", code);
        if (failure?.Status is { } status)
            span?.SetTag("http.response.status_code", (int)status);
        if (failure?.Phase is { } phase)
            span?.SetTag("mediagents.phase", phase.ToString());
        if (code != Cancelled)
            span?.SetStatus(ActivityStatusCode.Error);
    }
}
