using MediAgents.Contract.Grains;
using MediAgents.Contract.Storage;
using MediAgents.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MediAgents.Grains.Embedded.Tests.Lifecycle;

public sealed class EmbeddedGrainsServiceTests
{
    private readonly InMemoryGrainStorage storage = new();
    private readonly Probe probe = new();

    [Fact]
    public async Task The_application_wakes_unfinished_grains_at_its_start_and_drains_at_its_end()
    {
        using (var first = await StartAsync())
        {
            await first.Services.GetRequiredService<IGrains>().AskAsync(TestKinds.Worker(), new StartJob(Steps: 3, Free: 1));
            await probe.WaitAsync($"waiting {TestKinds.Worker()}");
            await first.StopAsync();
            await Should.ThrowAsync<GrainHostStoppingException>(
                first.Services.GetRequiredService<IGrains>().AskAsync(TestKinds.Worker(), new ReadJob()).AsTask());
        }

        probe.Signal($"go {TestKinds.Worker()}");
        using var second = await StartAsync();
        var steps = new List<long>();
        await foreach (var entry in second.Services.GetRequiredService<IGrains>().StreamAsync(TestKinds.Worker(), new Follow(0)))
        {
            steps.Add(entry.Seq);
            if (steps.Count == 3)
            {
                break;
            }
        }

        steps.ShouldBe([1, 2, 3]);
        probe.CountOf("woken", TestKinds.Worker()).ShouldBe(1);
        await second.StopAsync();
        second.Services.GetRequiredService<IGrainHostStatistics>().Read().Sum(kind => kind.Activations).ShouldBe(0);
    }

    private async Task<IHost> StartAsync()
    {
        var builder = new HostBuilder().ConfigureServices(services => services
            .AddSingleton<IGrainStorage>(storage)
            .AddEmbeddedGrains(TestKinds.All(probe)));
        return await builder.StartAsync();
    }
}
