using System.Text.Json;
using MediAgents.Grains.Cluster.Control;
using MediAgents.Primitives;
using MediAgents.Silo.Hosting;
using Orleans;
using Orleans.Concurrency;

namespace MediAgents.Silo.Control;

/// <inheritdoc cref="IHostControlGrain"/>
[GrainType("host-control")]
[PlacedByAddress]
[Reentrant]
public sealed class HostControlGrain(SiloGrains silo) : Grain, IHostControlGrain
{
    /// <summary>A closing whose caller was lost ends by itself; erasing one record takes seconds.</summary>
    private static readonly TimeSpan LongestClosing = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Closing> closings = new(StringComparer.Ordinal);

    public async Task CloseOwnerAsync(string token, string ownerHash)
    {
        DelayDeactivation(LongestClosing + LongestClosing);
        var lease = this.RegisterGrainTimer(
            _ => OpenOwnerAsync(token),
            new GrainTimerCreationOptions { DueTime = LongestClosing, Period = Timeout.InfiniteTimeSpan });
        var closing = closings[token] = new Closing(lease);
        try
        {
            await closing.HoldAsync(await silo.Host.CloseAsync(new PatientId(ownerHash), closing.TakenBack));
        }
        catch
        {
            await OpenOwnerAsync(token);
            throw;
        }
    }

    public Task OpenOwnerAsync(string token) =>
        closings.Remove(token, out var closing) ? closing.EndAsync() : Task.CompletedTask;

    public Task<string> ReadStatisticsAsync() => Task.FromResult(JsonSerializer.Serialize(silo.Host.Read(), WireJson.Options));

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.WhenAll(closings.Values.Select(closing => closing.EndAsync()));

#pragma warning disable CA1001 // Ended, which is more than disposed of.
    private sealed class Closing(IDisposable lease)
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource ending = new();
        private IAsyncDisposable? held;

        /// <summary>Cancelled when the closing is taken back before it came about.</summary>
        public CancellationToken TakenBack => ending.Token;

        public ValueTask HoldAsync(IAsyncDisposable closed)
        {
            held = closed;
            return ending.IsCancellationRequested ? closed.DisposeAsync() : ValueTask.CompletedTask;
        }

        public async Task EndAsync()
        {
            lease.Dispose();
            await ending.CancelAsync();
            if (held is not null)
                await held.DisposeAsync();
        }
    }
}
