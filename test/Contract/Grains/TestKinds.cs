using MediAgents.Grains;
using MediAgents.Grains.Hosting;

namespace MediAgents.Contract.Grains;

public static class TestKinds
{
    public static IReadOnlyList<GrainKind> All(Probe probe) =>
    [
        Kind("counter", () => new CounterGrain(probe)),
        Kind("recorder", () => new RecorderGrain()),
        Kind("slow", () => new SlowGrain(probe)),
        Kind("failing", () => new FailingGrain(probe)),
        Kind("worker", () => new WorkerGrain(probe)),
        Kind("notebook", () => new NotebookGrain()),
    ];

    public static GrainKey Counter(string id = "1") => new("counter", id);

    public static GrainKey Recorder(string id = "1") => new("recorder", id);

    public static GrainKey Slow(string id = "1") => new("slow", id);

    public static GrainKey Failing(string id = "1") => new("failing", id);

    public static GrainKey Worker(string id = "1") => new("worker", id);

    public static GrainKey Notebook(string id = "1") => new("notebook", id);

    private static GrainKind Kind<TGrain>(string name, Func<TGrain> create)
        where TGrain : Grain =>
        new(name, typeof(TGrain), _ => create(), $"A {name} for tests.", []);
}
