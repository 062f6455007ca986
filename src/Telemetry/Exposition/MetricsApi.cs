using MediAgents.Primitives;
using MediAgents.Telemetry.Series;
using MediAgents.Telemetry.Summary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Telemetry.Exposition;

/// <summary>The metrics over HTTP (requirement F2).</summary>
public static class MetricsApi
{
    public const string Path = "/metrics";

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (MetricRegistry metrics) => TypedResults.Text(PrometheusText.Of(metrics.Collect()), PrometheusText.ContentType))
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .WithTags("Operation").WithSummary("Metrics in the text format of Prometheus");
        routes.MapGet($"{Path}/summary", (MetricRegistry metrics, TimeProvider time) =>
                TypedResults.Json(MetricsSummary.Of(metrics.Collect(), time.GetUtcNow()), WireJson.Options))
            .Produces<MetricsSummary>()
            .WithTags("Operation").WithSummary("The main metrics since the start");
    }
}
