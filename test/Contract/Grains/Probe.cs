using System.Collections.Concurrent;
using MediAgents.Grains;

namespace MediAgents.Contract.Grains;

/// <summary>What the test grains let the tests see and steer.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> signals = new();
    private readonly ConcurrentDictionary<(string Event, GrainKey Key), int> counts = new();

    public void Count(string what, GrainKey key) => counts.AddOrUpdate((what, key), 1, static (_, count) => count + 1);

    public int CountOf(string what, GrainKey key) => counts.GetValueOrDefault((what, key));

    /// <summary>Gives the signal <paramref name="name"/>; giving it again changes nothing.</summary>
    public void Signal(string name) => Get(name).TrySetResult();

    /// <summary>Completes once the signal is given, however early.</summary>
    public Task WaitAsync(string name, CancellationToken cancellationToken = default) =>
        Get(name).Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);

    private TaskCompletionSource Get(string name) =>
        signals.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
