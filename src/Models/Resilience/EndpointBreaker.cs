using MediAgents.Models.Failures;
using Polly;
using Polly.CircuitBreaker;

namespace MediAgents.Models.Resilience;

/// <summary>When an endpoint is given up on for a while.</summary>
public sealed record BreakerRules
{
    /// <summary>The share of failed calls that opens the circuit, above 0 to 1.</summary>
    public double FailureShare { get; init; } = 0.5;

    /// <summary>Fewer calls than this within <see cref="Window"/> open nothing; at least 2.</summary>
    public int LeastCalls { get; init; } = 6;

    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing is sent; then one call tries.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>
/// The circuit breaker of one endpoint. What counts as failed is what blames the endpoint: no connection, a timeout, 5xx, a
/// broken or malformed reply; not a refused key or a rate limit, which an endpoint in good health answers.
/// </summary>
internal sealed class EndpointBreaker
{
    private readonly ResiliencePipeline circuit;

    public EndpointBreaker(BreakerRules rules, TimeProvider time) => circuit = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = rules.FailureShare,
            MinimumThroughput = rules.LeastCalls,
            SamplingDuration = rules.Window,
            BreakDuration = rules.Pause,
            ShouldHandle = static outcome => ValueTask.FromResult(outcome.Outcome.Exception is ModelException { BlamesEndpoint: true }),
        })
        .Build();

    /// <exception cref="ModelException">As the call's, or at once while the circuit is open.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await circuit.ExecuteAsync(call, cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            throw new ModelException(ModelFailures.Unavailable, "The model's endpoint failed too often and is left alone for a while.") { RetryAfter = open.RetryAfter };
        }
    }

    /// <summary>Counts a failure that came after a call had begun well.</summary>
    public async ValueTask CountAsync(ModelException failure)
    {
        try
        {
            await circuit.ExecuteAsync<int>(_ => ValueTask.FromException<int>(failure), CancellationToken.None);
        }
        catch (Exception counted) when (ReferenceEquals(counted, failure) || counted is BrokenCircuitException)
        {
            // It was only to be counted.
        }
    }
}
