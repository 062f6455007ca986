using System.Text.Json;
using MediAgents.Contract;
using MediAgents.Grains.Cluster.Control;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;

namespace MediAgents.Grains.Cluster.Tests.Control;

public sealed class ClusterStatisticsTests
{
    private readonly FakeSilos silos = new();

    [Fact]
    public async Task The_figures_of_all_silos_are_added_up_without_those_that_do_not_answer()
    {
        silos.Add().Figures = Figures(calls: 1, mean: 4);
        silos.Add().Figures = "";
        silos.Add().Figures = Figures(calls: 3, mean: 8);
        var statistics = new ClusterStatistics([], silos.Factory, TimeProvider.System);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (statistics.Read().Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);

        statistics.Read().ShouldBe([new GrainKindStatistics("run", 2, 0, 4, 0, 7)]);
    }

    private static string Figures(long calls, double mean) =>
        JsonSerializer.Serialize<GrainKindStatistics[]>([new("run", 1, 0, calls, 0, mean)], WireJson.Options);
}
