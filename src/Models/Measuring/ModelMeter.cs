using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MediAgents.Models.Measuring;

/// <summary>
/// What calls of models take and use. Each host has a meter of its own, so that two in one process do not add up. Labels are
/// names of the settings, operations and codes: never ids, never words of a patient.
/// </summary>
public sealed class ModelMeter : IDisposable
{
    public const string Name = "MediAgents.Models";

    private const string Endpoint = "endpoint";
    private const string Model = "model";
    private const string Operation = "operation";
    private const string Outcome = "outcome";
    private const string Direction = "direction";
    private const string Completed = "completed";
    private const string Currency = "currency";

    /// <summary>Seconds.</summary>
    private static readonly double[] Durations = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 20, 30, 60, 120, 300];

    private readonly Counter<long> calls;
    private readonly Counter<long> tokens;
    private readonly Counter<double> cost;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> firstToken;

    public ModelMeter()
    {
        Meter = new Meter(new MeterOptions(Name) { Scope = this });
        calls = Meter.CreateCounter<long>("mediagents.model.calls", "{call}", "Calls of models that have ended, every attempt one.");
        tokens = Meter.CreateCounter<long>("mediagents.model.tokens", "{token}", "Tokens that models counted.");
        cost = Meter.CreateCounter<double>("mediagents.model.cost", "{currency}", "What calls cost by the price list.");
        duration = Seconds("mediagents.model.duration", "Time from a model's call to the end of its reply.");
        firstToken = Seconds("mediagents.model.first_token.duration", "Time from a model's call to the first piece of its reply.");
    }

    public Meter Meter { get; }

    public void Dispose() => Meter.Dispose();

    /// <param name="call">Which model of which endpoint did what.</param>
    /// <param name="outcome"><c>completed</c>, <c>cancelled</c> or the failure's code.</param>
    /// <param name="took">How long it took.</param>
    internal void Ended(CallNames call, string outcome, TimeSpan took)
    {
        calls.Add(1, new TagList { { Endpoint, call.Endpoint }, { Model, call.Model }, { Operation, call.Operation }, { Outcome, outcome } });
        if (outcome == Completed)
            duration.Record(took.TotalSeconds, new TagList { { Endpoint, call.Endpoint }, { Model, call.Model }, { Operation, call.Operation } });
    }

    internal void Spoke(CallNames call, TimeSpan after) =>
        firstToken.Record(after.TotalSeconds, new TagList { { Endpoint, call.Endpoint }, { Model, call.Model } });

    internal void Used(CallNames call, long input, long output)
    {
        tokens.Add(input, new TagList { { Endpoint, call.Endpoint }, { Model, call.Model }, { Direction, "input" } });
        tokens.Add(output, new TagList { { Endpoint, call.Endpoint }, { Model, call.Model }, { Direction, "output" } });
    }

    internal void Paid(CallNames call, string currency, decimal money) =>
        cost.Add((double)money, new TagList { { Endpoint, call.Endpoint }, { Model, call.Model }, { Currency, currency } });

    private Histogram<double> Seconds(string name, string description) =>
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Durations });
}

/// <param name="Endpoint">The endpoint's name in the settings.</param>
/// <param name="Model">The model's name in the settings, not that of the reply.</param>
/// <param name="Operation"><c>chat</c> or <c>embeddings</c>.</param>
/// <param name="Address">The server.</param>
/// <param name="Agent">The agent's kind; null for none.</param>
internal sealed record CallNames(string Endpoint, string Model, string Operation, Uri Address, string? Agent);
