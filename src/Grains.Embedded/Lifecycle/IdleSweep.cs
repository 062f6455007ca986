using MediAgents.Grains.Hosting;

namespace MediAgents.Grains.Embedded.Lifecycle;

/// <summary>
/// Frees idle activations: one timer for all, which looks four times within the shortest idle timeout, at most once a
/// second. A grain that was never stored is idle after ten seconds: whoever asks for random ids must not fill the memory.
/// </summary>
internal sealed class IdleSweep : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestIdleUnstored = TimeSpan.FromSeconds(10);

    private readonly EmbeddedGrains host;
    private readonly ITimer timer;
    private int sweeping;

    public IdleSweep(EmbeddedGrains host)
    {
        this.host = host;
        var period = host.Kinds.Select(IdleTimeoutOf).Append(host.Options.IdleTimeout).Min() / 4;
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

        foreach (var kind in host.KindHosts)
        {
            var idle = IdleTimeoutOf(kind.Kind);
            var idleUnstored = idle < LongestIdleUnstored ? idle : LongestIdleUnstored;
            foreach (var (_, activation) in kind.Activations)
            {
                activation.EndIfIdle(activation.IsUnstored ? idleUnstored : idle);
            }
        }

        Volatile.Write(ref sweeping, 0);
    }

    private TimeSpan IdleTimeoutOf(GrainKind kind) => kind.IdleTimeout ?? host.Options.IdleTimeout;
}
