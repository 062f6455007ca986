using System.Diagnostics;
using System.Runtime.CompilerServices;
using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Tracing;

namespace MediAgents.Telemetry.Stores;

/// <summary>One operation of one store: measures its calls.</summary>
internal sealed class StoreOperation(ProductMeter meter, string store, string operation)
{
    private readonly string spanName = $"{store} {operation}";

    /// <param name="arguments">What the call takes; so the call itself captures nothing and costs no allocation.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's: what they give up is no failure.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<TArguments, T>(
        TArguments arguments, Func<TArguments, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var span = Spans.BeginStore(spanName, store, operation);
        var failed = false;
        try
        {
            return await call(arguments, cancellationToken);
        }
        catch (Exception failure)
        {
            failed = failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested;
            Spans.Fail(span, failure, cancellationToken);
            throw;
        }
        finally
        {
            meter.StoreCalled(store, operation, Stopwatch.GetElapsedTime(begun).TotalSeconds, failed);
        }
    }
}
