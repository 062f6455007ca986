using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediAgents.Grains;
using MediAgents.Telemetry.Outcomes;

namespace MediAgents.Telemetry.Instruments;

/// <summary>
/// What this process counts and measures. Each host has a meter of its own, so that two in one process do not add up.
/// Labels are routes, kinds, operations and codes: never ids, never words of a patient.
/// </summary>
public sealed class ProductMeter : IDisposable
{
    public const string Name = "MediAgents";

    private readonly Counter<long> requests;
    private readonly Histogram<double> requestDuration;
    private readonly UpDownCounter<long> sseConnections;
    private readonly Counter<long> authFailures;
    private readonly Counter<long> analysis;
    private readonly Histogram<double> analysisDuration;
    private readonly Histogram<double> confidence;
    private readonly Counter<long> refusals;
    private readonly Histogram<double> storeDuration;
    private readonly Counter<long> storeFailures;

    public ProductMeter()
    {
        Meter = new Meter(new MeterOptions(Name) { Scope = this });
        requests = Meter.CreateCounter<long>("mediagents.requests", "{request}", "HTTP requests answered.");
        requestDuration = Seconds("mediagents.request.duration", "Time until an HTTP request was answered; of an event stream, until its first event.", Buckets.Requests);
        sseConnections = Meter.CreateUpDownCounter<long>("mediagents.sse_connections", "{connection}", "Event streams that are open.");
        authFailures = Meter.CreateCounter<long>("mediagents.auth.failures", "{request}", "Requests refused for who sent them.");
        analysis = Meter.CreateCounter<long>("mediagents.analysis", "{analysis}", "Runs, audits, extractions and report drafts that have ended.");
        analysisDuration = Seconds("mediagents.analysis.duration", "Time from asking for a run, audit, extraction or report draft to its end.", Buckets.Analysis);
        confidence = Meter.CreateHistogram(
            "mediagents.confidence_score", unit: null, "Calibrated confidence of agents; of a whole answer under the aggregator.", tags: null, Advice(Buckets.Confidence));
        refusals = Meter.CreateCounter<long>("mediagents.refusals", "{answer}", "Agents that refused for want of evidence; whole answers under the aggregator.");
        storeDuration = Seconds("mediagents.store.duration", "Time of a call of a store.", Buckets.Store);
        storeFailures = Meter.CreateCounter<long>("mediagents.store.failures", "{call}", "Calls of a store that failed.");
    }

    internal Meter Meter { get; }

    /// <summary>An HTTP request was answered.</summary>
    /// <param name="route">The route's pattern.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="status">The status code.</param>
    /// <param name="seconds">How long it took.</param>
    public void RequestAnswered(string route, string method, string status, double seconds)
    {
        var tags = new TagList { { Labels.Route, route }, { Labels.Method, method }, { Labels.Status, status } };
        requests.Add(1, tags);
        requestDuration.Record(seconds, tags);
    }

    public void StreamOpened() => sseConnections.Add(1);

    public void StreamClosed() => sseConnections.Add(-1);

    /// <param name="reason">One of <see cref="AuthFailureReasons"/>.</param>
    public void AuthenticationFailed(string reason) => authFailures.Add(1, new KeyValuePair<string, object?>(Labels.Reason, reason));

    /// <summary>A run, audit, extraction or report draft has ended.</summary>
    /// <param name="kind">The kind of grain that did it.</param>
    /// <param name="outcome"><c>completed</c>, <c>failed</c> or <c>cancelled</c>.</param>
    /// <param name="took">How long it took; null where that is not known.</param>
    public void AnalysisEnded(string kind, string outcome, TimeSpan? took)
    {
        analysis.Add(1, new(Labels.Kind, kind), new(Labels.Outcome, outcome));
        if (took is { } known)
            analysisDuration.Record(known.TotalSeconds, new KeyValuePair<string, object?>(Labels.Kind, kind));
    }

    /// <summary>An agent has answered, or refused.</summary>
    public void Answered(string kind, double score, bool refused)
    {
        confidence.Record(score, new KeyValuePair<string, object?>(Labels.Kind, kind));
        if (refused)
            refusals.Add(1, new KeyValuePair<string, object?>(Labels.Kind, kind));
    }

    public void StoreCalled(string store, string operation, double seconds, bool failed)
    {
        var tags = new TagList { { Labels.Store, store }, { Labels.Operation, operation } };
        storeDuration.Record(seconds, tags);
        storeFailures.Add(failed ? 1 : 0, tags);
    }

    public void Dispose() => Meter.Dispose();

    /// <summary>A rate needs a first value: what has not happened yet is 0, not absent. For whoever has begun to listen.</summary>
    internal void BeginAtZero()
    {
        sseConnections.Add(0);
        refusals.Add(0, new KeyValuePair<string, object?>(Labels.Kind, GrainKinds.Aggregator));
        foreach (var reason in AuthFailureReasons.All)
            authFailures.Add(0, new KeyValuePair<string, object?>(Labels.Reason, reason));
        foreach (var kind in WorkOutcomes.Kinds)
        {
            analysis.Add(0, new(Labels.Kind, kind), new(Labels.Outcome, WorkOutcomes.Completed));
            analysis.Add(0, new(Labels.Kind, kind), new(Labels.Outcome, WorkOutcomes.Failed));
        }

        analysis.Add(0, new(Labels.Kind, GrainKinds.Run), new(Labels.Outcome, WorkOutcomes.Cancelled));
    }

    private Histogram<double> Seconds(string name, string description, double[] buckets) =>
        Meter.CreateHistogram(name, "s", description, tags: null, Advice(buckets));

    private static InstrumentAdvice<double> Advice(double[] buckets) => new() { HistogramBucketBoundaries = buckets };
}
