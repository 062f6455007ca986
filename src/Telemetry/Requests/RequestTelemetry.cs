using System.Diagnostics;
using System.Globalization;
using MediAgents.Telemetry.Exposition;
using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Series;
using MediAgents.Telemetry.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Telemetry.Requests;

/// <summary>Counts, times and traces HTTP requests by their route's pattern, which holds no id.</summary>
public static class RequestTelemetry
{
    private const string NoRoute = "(none)";
    private const string OtherMethod = "other";

    /// <summary>nginx's code for a caller who left before there was an answer.</summary>
    private const int ClientLeft = 499;

    private const int FirstStatus = 100;
    private const int EndOfStatuses = 600;

    private static readonly string[] Statuses =
        [.. Enumerable.Range(FirstStatus, EndOfStatuses - FirstStatus).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    private static readonly PathString[] Watching = ["/health", MetricsApi.Path];

    /// <summary>Has to come before whatever answers requests, errors included.</summary>
    public static void UseRequestTelemetry(this WebApplication app)
    {
        var meter = app.Services.GetRequiredService<ProductMeter>();
        _ = app.Services.GetRequiredService<MetricRegistry>(); // It keeps what is measured from now on.
        _ = app.Services.GetRequiredService<TraceExport>();
        app.Use(next => context => MeasureAsync(context, next, meter));
    }

    private static async Task MeasureAsync(HttpContext context, RequestDelegate next, ProductMeter meter)
    {
        var begun = Stopwatch.GetTimestamp();
        var (method, route) = (MethodOf(context.Request.Method), RouteOf(context));
        using var span = IsWatching(context.Request.Path) ? null : Spans.BeginRequest(context.Request, method, route);
        var failed = true;
        try
        {
            await next(context);
            failed = false;
        }
        finally
        {
            var status = failed ? StatusCodes.Status500InternalServerError : StatusOf(context);
            Spans.EndRequest(span, status);
            meter.RequestAnswered(route, method, Statuses[status - FirstStatus], SecondsOf(context, begun));
        }
    }

    private static double SecondsOf(HttpContext context, long begun) =>
        (context.Features.Get<StreamedReply>() is { FirstEventAt: > 0 and var first } ? Stopwatch.GetElapsedTime(begun, first) : Stopwatch.GetElapsedTime(begun)).TotalSeconds;

    private static int StatusOf(HttpContext context)
    {
        if (!context.Response.HasStarted && context.RequestAborted.IsCancellationRequested)
            return ClientLeft;
        var status = context.Response.StatusCode;
        return status is >= FirstStatus and < EndOfStatuses ? status : StatusCodes.Status500InternalServerError;
    }

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? NoRoute;

    /// <summary>A caller may send any word as method.</summary>
    private static string MethodOf(string method) =>
        HttpMethods.IsGet(method) ? HttpMethods.Get
        : HttpMethods.IsPost(method) ? HttpMethods.Post
        : HttpMethods.IsPut(method) ? HttpMethods.Put
        : HttpMethods.IsDelete(method) ? HttpMethods.Delete
        : HttpMethods.IsHead(method) ? HttpMethods.Head
        : HttpMethods.IsOptions(method) ? HttpMethods.Options
        : HttpMethods.IsPatch(method) ? HttpMethods.Patch
        : OtherMethod;

    private static bool IsWatching(PathString path)
    {
        foreach (var watching in Watching)
        {
            if (path.StartsWithSegments(watching))
                return true;
        }

        return false;
    }
}
