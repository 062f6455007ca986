using System.Net;
using MediAgents.Contract.Hosts;
using MediAgents.Gateway.AuditTrail;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediAgents.Gateway.Tests.AuditTrail;

public sealed class FailedAuthenticationsTests
{
    [Fact]
    public async Task Counts_that_could_not_be_written_for_whatever_reason_are_written_later()
    {
        var (trail, time) = (new FailingTrail(), new ManualTime());
        using var failures = new FailedAuthentications(trail, time, NullLogger<FailedAuthentications>.Instance);
        await failures.StartAsync(default);
        for (var calls = 0; calls < 3; calls++)
            await failures.RecordAsync(IPAddress.Loopback, default);

        trail.Fails = true;
        await PassUntilAsync(() => trail.Failures >= 2);
        trail.Fails = false;
        await PassUntilAsync(() => trail.Recorded == 3);

        failures.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await failures.StopAsync(default);

        Task PassUntilAsync(Func<bool> holds) => Poll.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(holds());
        });
    }

    private sealed class FailingTrail : IAuditTrail
    {
        private long recorded;

        public volatile bool Fails;

        public volatile int Failures;

        public long Recorded => Interlocked.Read(ref recorded);

        public ValueTask RecordAsync(Access access, CancellationToken cancellationToken = default)
        {
            if (Fails)
            {
                Failures++;
                throw new InvalidOperationException("Something nobody thought of.");
            }

            Interlocked.Add(ref recorded, access.Count);
            return ValueTask.CompletedTask;
        }

        public IAsyncEnumerable<TrailEntry> ReadAsync(TrailFilter filter, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<TrailEntry>();

        public ValueTask<TrailHead> HeadAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<TrailReport> VerifyAsync(TrailHead? anchor = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<long> PruneAsync(Principal principal, DateTimeOffset before, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
