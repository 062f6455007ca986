namespace MediAgents.Grains.Embedded.Lifecycle;

/// <summary>Frees idle activations: one timer for all, which looks four times within the idle timeout, at most once a second.</summary>
internal sealed class IdleSweep : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMinutes(1);

    private readonly EmbeddedGrains host;
    private readonly ITimer timer;
    private int sweeping;

    public IdleSweep(EmbeddedGrains host)
    {
        this.host = host;
        var period = host.Options.IdleTimeout / 4;
        period = period < ShortestPeriod ? ShortestPeriod : period > LongestPeriod ? LongestPeriod : period;
        timer = host.Time.CreateTimer(static sweep => ((IdleSweep)sweep!).Sweep(), this, period, period);
    }

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Sweep()
    {
        if (Interlocked.Exchange(ref sweeping, 1) == 1)
        {
            return;
        }

        foreach (var activation in host.Activations)
        {
            activation.EndIfIdle(host.Options.IdleTimeout);
        }

        Volatile.Write(ref sweeping, 0);
    }
}
