using System.Diagnostics;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Health;

/// <summary>Something the server depends on.</summary>
/// <param name="Name">Its name in <c>GET /health</c>.</param>
/// <param name="Required">Whether the server is not ready without it; otherwise it is only reduced.</param>
/// <param name="ProbeAsync">Null when it is well, else a sentence on what is wrong and what is reduced.</param>
public sealed record Dependency(string Name, bool Required, Func<CancellationToken, ValueTask<string?>> ProbeAsync);

/// <summary>How a dependency is; latency in milliseconds.</summary>
public sealed record DependencyHealth(string Status, double LatencyMs, string? Note = null);

/// <summary>Body of <c>GET /health</c>: <c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</summary>
public sealed record HealthReport(string Status, string Version, IReadOnlyDictionary<string, DependencyHealth> Dependencies);

/// <summary>Health pages (requirement F1).</summary>
public static class HealthApi
{
    private const string Healthy = "healthy";
    private const string Degraded = "degraded";
    private const string Unhealthy = "unhealthy";

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", async (IEnumerable<Dependency> dependencies, CancellationToken cancellationToken) =>
                Answer(await ReportAsync(dependencies, cancellationToken)))
            .Produces<HealthReport>().WithTags("Operation").WithSummary("Status and every dependency with its latency");
        routes.MapGet("/health/liveness", () => TypedResults.Json(new { status = "alive" }, WireJson.Options))
            .WithTags("Operation").WithSummary("The process runs");
        routes.MapGet("/health/readiness", async (IEnumerable<Dependency> dependencies, CancellationToken cancellationToken) =>
                Answer(await ReportAsync(dependencies.Where(dependency => dependency.Required), cancellationToken)))
            .Produces<HealthReport>().WithTags("Operation").WithSummary("Everything required is there");
        routes.MapGet("/", () => TypedResults.Json(
                new { name = "MediAgents", version = ProductVersion.Current, docs = "/docs", openapi = "/openapi.json", health = "/health" },
                WireJson.Options))
            .WithTags("Operation").WithSummary("What this is");
    }

    private static IResult Answer(HealthReport report) =>
        TypedResults.Json(report, WireJson.Options, statusCode: report.Status == Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK);

    private static async Task<HealthReport> ReportAsync(IEnumerable<Dependency> dependencies, CancellationToken cancellationToken)
    {
        var probed = await Task.WhenAll(dependencies.Select(async dependency =>
            (dependency.Name, Health: await ProbeAsync(dependency, cancellationToken))));
        var status = probed.Any(one => one.Health.Status == Unhealthy) ? Unhealthy
            : probed.Any(one => one.Health.Status == Degraded) ? Degraded
            : Healthy;
        return new HealthReport(status, ProductVersion.Current, probed.ToDictionary(one => one.Name, one => one.Health, StringComparer.Ordinal));
    }

    private static async Task<DependencyHealth> ProbeAsync(Dependency dependency, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var broken = dependency.Required ? Unhealthy : Degraded;
        try
        {
            var complaint = await dependency.ProbeAsync(cancellationToken).AsTask().WaitAsync(ProbeTimeout, cancellationToken);
            return new DependencyHealth(complaint is null ? Healthy : broken, Elapsed(begun), complaint);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new DependencyHealth(broken, Elapsed(begun), failure is TimeoutException ? "No answer in time." : "The probe failed.");
        }
    }

    private static double Elapsed(long begun) => Math.Round(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 3);
}
