using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Telemetry.Tracing;

/// <summary>
/// The spans of the product: request, call of a grain, call of a store. Their names and tags are routes, kinds, message
/// types, operations and codes; an exception is named by its type, because its message may quote a patient.
/// </summary>
internal static class Spans
{
    public const string SourceName = "MediAgents";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly ConcurrentDictionary<(string, Type), string> CallNames = new();

    public static bool AreTaken => Source.HasListeners();

    /// <summary>The span of a request; null where none is taken.</summary>
    public static Activity? BeginRequest(HttpRequest request, string method, string route)
    {
        if (!AreTaken)
            return null;
        var caller = CallerOf(request);
        // The framework's own activity of the request is not exported: a span below it would seem to have lost its parent.
        Activity.Current = null;
        var span = Source.StartActivity($"{method} {route}", ActivityKind.Server, caller);
        span?.SetTag("http.request.method", method);
        span?.SetTag("http.route", route);
        return span;
    }

    public static void EndRequest(Activity? span, int status)
    {
        span?.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
            span?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The span of a call of a grain of <paramref name="kind"/>.</summary>
    public static Activity? BeginCall(string kind, Type message)
    {
        var name = CallNames.GetOrAdd((kind, message), static call => $"{call.Item1} {call.Item2.Name}");
        var span = Source.StartActivity(name);
        span?.SetTag("mediagents.kind", kind);
        span?.SetTag("mediagents.message", message.Name);
        return span;
    }

    /// <summary>The span of a call of a store.</summary>
    public static Activity? BeginStore(string name, string store, string operation)
    {
        var span = Source.StartActivity(name, ActivityKind.Client);
        span?.SetTag("mediagents.store", store);
        span?.SetTag("mediagents.operation", operation);
        return span;
    }

    /// <summary>Notes that the call failed; not what its caller gave up.</summary>
    public static void Fail(Activity? span, Exception failure, CancellationToken caller)
    {
        if (span is null)
            return;
        span.SetTag("error.type", failure.GetType().Name);
        if (failure is not OperationCanceledException || !caller.IsCancellationRequested)
            span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The span of whoever calls, as the header <c>traceparent</c> names it; their <c>tracestate</c> is not passed on.</summary>
    private static ActivityContext CallerOf(HttpRequest request) =>
        ActivityContext.TryParse(request.Headers.TraceParent, traceState: null, isRemote: true, out var caller) ? caller : default;
}
