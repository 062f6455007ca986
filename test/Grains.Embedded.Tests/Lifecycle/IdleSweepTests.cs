using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Grains.Embedded.Tests.Conformance;

namespace MediAgents.Grains.Embedded.Tests.Lifecycle;

public sealed class IdleSweepTests
{
    [Fact]
    public async Task A_grain_that_was_never_stored_is_idle_after_ten_seconds()
    {
        var probe = new Probe();
        await using var subject = new EmbeddedHost();
        var host = await subject.StartAsync(TestKinds.All(probe), new HostSettings());
        await host.Grains.AskAsync(TestKinds.Counter("stored"), new Add());
        await host.Grains.AskAsync(TestKinds.Counter("random"), new ReadTotal());
        await host.Grains.AskAsync(TestKinds.Slow("in memory"), new Pass("it"));
        await Should.ThrowAsync<IntendedException>(host.Grains.AskAsync(TestKinds.Failing("inert"), new ReadAll()).AsTask());

        subject.Time.Advance(TimeSpan.FromSeconds(9));
        (host.StatisticsOf("counter").Activations, host.StatisticsOf("failing").Activations).ShouldBe((2, 1));

        subject.Time.Advance(TimeSpan.FromSeconds(6));
        (host.StatisticsOf("counter").Activations, host.StatisticsOf("failing").Activations).ShouldBe((1, 0));
        probe.CountOf("deactivated", TestKinds.Counter("random")).ShouldBe(1);
        host.StatisticsOf("slow").Activations.ShouldBe(1);
    }
}
