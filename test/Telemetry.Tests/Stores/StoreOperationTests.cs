using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Series;
using MediAgents.Telemetry.Stores;

namespace MediAgents.Telemetry.Tests.Stores;

public sealed class StoreOperationTests : IDisposable
{
    private readonly ProductMeter meter = new();
    private readonly MetricRegistry registry;
    private readonly StoreOperation read;

    public StoreOperationTests()
    {
        registry = new MetricRegistry(meter, []);
        read = new StoreOperation(meter, "grains", "read");
    }

    public void Dispose()
    {
        registry.Dispose();
        meter.Dispose();
    }

    [Fact]
    public async Task A_call_is_timed_and_its_result_given_on()
    {
        (await read.RunAsync(41, static (number, _) => ValueTask.FromResult(number + 1), CancellationToken.None)).ShouldBe(42);

        Point("mediagents_store_duration_seconds").Count.ShouldBe(1);
        Point("mediagents_store_failures_total").Value.ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_call_is_timed_and_counted_as_failed()
    {
        await Should.ThrowAsync<IOException>(async () => await read.RunAsync(0, static (_, _) => ValueTask.FromException<int>(new IOException()), CancellationToken.None));
        await Should.ThrowAsync<IOException>(async () => await read.RunAsync<int, int>(0, static (_, _) => throw new IOException(), CancellationToken.None));

        Point("mediagents_store_duration_seconds").Count.ShouldBe(2);
        Point("mediagents_store_failures_total").Value.ShouldBe(2);
    }

    [Fact]
    public async Task A_call_that_its_caller_gave_up_has_not_failed()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await read.RunAsync(0, static (_, token) => ValueTask.FromCanceled<int>(token), given.Token));

        Point("mediagents_store_failures_total").Value.ShouldBe(0);
    }

    private MetricPoint Point(string name) => registry.Collect().Single(family => family.Name == name).Points.Single(point => point["store"] == "grains");
}
