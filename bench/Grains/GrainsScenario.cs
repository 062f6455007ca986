using MediAgents.Grains;
using MediAgents.Grains.Embedded;
using MediAgents.Grains.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediAgents.Bench.Grains;

/// <summary>64 callers over 1,000 stateless grains, beside bare semaphores; then 200,000 idle activations.</summary>
internal static class GrainsScenario
{
    private const int Callers = 64;
    private const int Keys = 1_000;
    private const int IdleActivations = 200_000;
    private const int Rounds = 5;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(TextWriter output)
    {
        var bare = await MeasureSemaphoresAsync();
        var asks = await MeasureAsksAsync();
        var oneKey = await MeasureOneKeyAsync();
        await output.WriteLineAsync($"asks: {asks:N0} per second ({Callers} callers, {Keys:N0} keys, {Environment.ProcessorCount} processors)");
        await output.WriteLineAsync($"bare semaphore per key: {bare:N0} per second");
        await output.WriteLineAsync($"ratio: {asks / bare:F2}");
        await output.WriteLineAsync($"asks of one key: {oneKey:N0} per second");
        await output.WriteLineAsync($"idle activation: {await MeasureIdleAsync():N0} bytes ({IdleActivations:N0} without state)");
    }

    private static async Task<double> MeasureAsksAsync()
    {
        await using var grains = Start();
        var keys = Enumerable.Range(0, Keys).Select(i => new GrainKey("echo", $"id-{i}")).ToArray();
        return await Throughput.MeasureAsync(Callers, Rounds, RoundTime, async i => await grains.AskAsync(keys[i % Keys], new Echo(i)));
    }

    private static async Task<double> MeasureOneKeyAsync()
    {
        await using var grains = Start();
        var key = new GrainKey("echo", "only");
        return await Throughput.MeasureAsync(Callers, Rounds, RoundTime, async i => await grains.AskAsync(key, new Echo(i)));
    }

    private static Task<double> MeasureSemaphoresAsync()
    {
        var semaphores = Enumerable.Range(0, Keys).Select(_ => new SemaphoreSlim(1, 1)).ToArray();
        return Throughput.MeasureAsync(Callers, Rounds, RoundTime, async i =>
        {
            var semaphore = semaphores[i % Keys];
            await semaphore.WaitAsync();
            semaphore.Release();
        });
    }

    private static async Task<double> MeasureIdleAsync()
    {
        await using var grains = Start();
        await grains.AskAsync(new GrainKey("echo", "first"), new Echo(0));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < IdleActivations; i++)
        {
            await grains.AskAsync(new GrainKey("echo", $"id-{i}"), new Echo(i));
        }

        return (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)IdleActivations;
    }

    private static EmbeddedGrains Start() => new(
        [new GrainKind("echo", typeof(EchoGrain), _ => new EchoGrain(), "Says what it was told.", [])],
        NoServices.Instance,
        new NoStorage(),
        TimeProvider.System,
        new EmbeddedGrainOptions(),
        NullLogger<EmbeddedGrains>.Instance);
}
