using MediAgents.Grains;
using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Series;

namespace MediAgents.Telemetry.Summary;

/// <summary>The main metrics since this process started, for people and scripts without Prometheus.</summary>
/// <param name="Version">The version that runs.</param>
/// <param name="UptimeSeconds">Since the start.</param>
/// <param name="Requests">HTTP requests; those of <c>/health</c> and <c>/metrics</c> are not counted here.</param>
/// <param name="SseConnections">Event streams that are open.</param>
/// <param name="AuthFailures">Requests refused for who sent them, by reason.</param>
/// <param name="Analysis">Runs, audits, extractions and report drafts that have ended, by kind.</param>
/// <param name="Answers">Whole answers.</param>
/// <param name="Agents">Grains by kind; empty where this process hosts none.</param>
/// <param name="Store">Calls of the stores.</param>
/// <param name="MemoryBytes">Memory in use.</param>
public sealed record MetricsSummary(
    string Version,
    double UptimeSeconds,
    RequestSummary Requests,
    long SseConnections,
    IReadOnlyDictionary<string, long> AuthFailures,
    IReadOnlyDictionary<string, AnalysisSummary> Analysis,
    AnswerSummary Answers,
    IReadOnlyDictionary<string, AgentSummary> Agents,
    StoreSummary Store,
    long MemoryBytes)
{
    private static readonly string[] Watching = ["/health", "/metrics"];

    public static MetricsSummary Of(IReadOnlyList<MetricFamily> families, DateTimeOffset now)
    {
        var metrics = new MetricReader(families);
        return new MetricsSummary(
            metrics.All("mediagents_build_info").Select(point => point[Labels.Version]).FirstOrDefault() ?? "",
            Math.Max(0, Math.Round(now.ToUnixTimeMilliseconds() / 1000.0 - metrics.Sum("process_start_time_seconds"), 3)),
            RequestsOf(metrics),
            (long)metrics.Sum("mediagents_sse_connections"),
            metrics.By(Labels.Reason, "mediagents_auth_failures_total"),
            AnalysisOf(metrics),
            AnswersOf(metrics),
            AgentsOf(metrics),
            new StoreSummary(
                Durations.Of(metrics.All("mediagents_store_duration_seconds")),
                (long)metrics.Sum("mediagents_store_failures_total")),
            (long)metrics.Sum("dotnet_process_memory_working_set_bytes"));
    }

    private static RequestSummary RequestsOf(MetricReader metrics)
    {
        var counted = metrics.All("mediagents_requests_total").Where(IsService).ToList();
        return new RequestSummary(
            (long)counted.Sum(point => point.Value),
            (long)counted.Where(point => point[Labels.Status]?[0] == '4').Sum(point => point.Value),
            (long)counted.Where(point => point[Labels.Status]?[0] == '5').Sum(point => point.Value),
            Durations.Of(metrics.All("mediagents_request_duration_seconds").Where(IsService)));
    }

    private static bool IsService(MetricPoint point) =>
        !Watching.Any(path => point[Labels.Route]?.StartsWith(path, StringComparison.Ordinal) == true);

    private static Dictionary<string, AnalysisSummary> AnalysisOf(MetricReader metrics) =>
        metrics.All("mediagents_analysis_total")
            .GroupBy(point => point[Labels.Kind] ?? "")
            .ToDictionary(
                kind => kind.Key,
                kind => new AnalysisSummary(
                    kind.ToDictionary(point => point[Labels.Outcome] ?? "", point => (long)point.Value, StringComparer.Ordinal),
                    Durations.Of(metrics.All("mediagents_analysis_duration_seconds").Where(point => point[Labels.Kind] == kind.Key))),
                StringComparer.Ordinal);

    private static AnswerSummary AnswersOf(MetricReader metrics)
    {
        var scores = metrics.All("mediagents_confidence_score").Where(IsOfAnswers).ToList();
        var count = scores.Sum(point => point.Count);
        return new AnswerSummary(
            count,
            (long)metrics.All("mediagents_refusals_total").Where(IsOfAnswers).Sum(point => point.Value),
            count == 0 ? null : Math.Round(scores.Sum(point => point.Value) / count, 4));
    }

    private static bool IsOfAnswers(MetricPoint point) => point[Labels.Kind] == GrainKinds.Aggregator;

    private static Dictionary<string, AgentSummary> AgentsOf(MetricReader metrics)
    {
        var calls = metrics.By(Labels.Kind, "mediagents_grain_calls_total");
        var failures = metrics.By(Labels.Kind, "mediagents_grain_failures_total");
        return metrics.By(Labels.Kind, "mediagents_active_agents").ToDictionary(
            kind => kind.Key,
            kind => new AgentSummary(kind.Value, calls.GetValueOrDefault(kind.Key), failures.GetValueOrDefault(kind.Key)),
            StringComparer.Ordinal);
    }
}

/// <param name="Total">All.</param>
/// <param name="ClientErrors">Answered with 4xx.</param>
/// <param name="ServerErrors">Answered with 5xx.</param>
/// <param name="Duration">Until they were answered; an event stream until its first event.</param>
public sealed record RequestSummary(long Total, long ClientErrors, long ServerErrors, Durations Duration);

/// <param name="Outcomes">How many ended how: <c>completed</c>, <c>failed</c>, <c>cancelled</c>.</param>
/// <param name="Duration">From asking to the end.</param>
public sealed record AnalysisSummary(IReadOnlyDictionary<string, long> Outcomes, Durations Duration);

/// <param name="Total">Answers given, refusals among them.</param>
/// <param name="Refused">Refused for want of evidence.</param>
/// <param name="MeanConfidence">0 to 1; absent without answers.</param>
public sealed record AnswerSummary(long Total, long Refused, double? MeanConfidence);

/// <param name="Active">In memory now.</param>
/// <param name="Calls">Turns and streams that have ended.</param>
/// <param name="Failures">Of these, failed.</param>
public sealed record AgentSummary(long Active, long Calls, long Failures);

/// <param name="Duration">Of all calls.</param>
/// <param name="Failures">Calls that failed.</param>
public sealed record StoreSummary(Durations Duration, long Failures);
