using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;
using MediAgents.Grains.Embedded.Tests.Conformance;

namespace MediAgents.Grains.Embedded.Tests.Activations;

public sealed class IdleMemoryTests
{
    [Fact]
    public async Task An_idle_activation_without_state_takes_at_most_two_and_a_half_kilobytes()
    {
        const int Activations = 20_000;
        await using var subject = new EmbeddedHost();
        var host = await subject.StartAsync([TestKinds.All(new Probe()).Single(kind => kind.Name == "notebook")], new HostSettings());
        await host.Grains.AskAsync(TestKinds.Notebook("first"), new Nothing());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Activations; i++)
        {
            await host.Grains.AskAsync(TestKinds.Notebook($"{i}"), new Nothing());
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Activations;
        each.ShouldBeLessThan(2_560);
        host.StatisticsOf("notebook").Activations.ShouldBe(Activations + 1);
    }
}
