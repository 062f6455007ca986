using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Grains;
using MediAgents.Grains.Journals;

namespace MediAgents.Contract.Suites;

/// <summary>
/// What every host of grains owes its grains. A host's test project derives from each suite, once for each storage,
/// and hands it the <see cref="HostUnderTest"/>.
/// </summary>
public abstract class GrainHostConformance(HostUnderTest subject) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected Probe Probe { get; } = new();

    protected ManualTime Time => subject.Time;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await subject.DisposeAsync();

    protected Task<RunningHost> StartAsync(HostSettings? settings = null) =>
        subject.StartAsync(TestKinds.All(Probe), settings ?? new HostSettings());

    /// <summary>Lets time pass until no activation of the kind is left.</summary>
    protected Task IdleOutAsync(RunningHost host, string kind) => EventuallyAsync(() =>
    {
        PassIdleTimeout();
        return host.StatisticsOf(kind).Activations == 0;
    });

    /// <summary>Messages take their way to a host: waits until so many are in line for a turn of the kind.</summary>
    protected static Task InLineAsync(RunningHost host, string kind, int count) =>
        EventuallyAsync(() => host.StatisticsOf(kind).Waiting >= count);

    protected void PassIdleTimeout() => Time.Advance(new HostSettings().IdleTimeout * 2);

    protected static async Task EventuallyAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Reads a stream until <paramref name="count"/> items have come.</summary>
    protected static async Task<List<TItem>> TakeAsync<TItem>(RunningHost host, GrainKey key, IGrainStreamRequest<TItem> request, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var items = new List<TItem>();
        await foreach (var item in host.Grains.StreamAsync(key, request, patience.Token))
        {
            items.Add(item);
            if (items.Count == count)
            {
                break;
            }
        }

        return items;
    }

    protected static void ShouldBeContiguous(IEnumerable<JournalEntry> entries, long first, int count) =>
        entries.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(0, count).Select(i => first + i));

    protected static Task<TException> ShouldFailAsync<TException>(Task ask)
        where TException : Exception =>
        Should.ThrowAsync<TException>(ask);
}
