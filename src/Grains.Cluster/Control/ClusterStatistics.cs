using System.Text.Json;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>The figures of all silos together, a few seconds old at most.</summary>
public sealed class ClusterStatistics(IReadOnlyList<GrainKind> kinds, IGrainFactory factory, TimeProvider time) : BackgroundService, IGrainStatistics
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private volatile IReadOnlyList<GrainKindStatistics> latest = [.. kinds.Select(kind => new GrainKindStatistics(kind.Name, 0, 0, 0, 0, 0))];

    public IReadOnlyList<GrainKind> Kinds => kinds;

    public IReadOnlyList<GrainKindStatistics> Read() => latest;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                latest = await AskAsync();
            }
#pragma warning disable CA1031 // A silo is away: the figures stay as they were until the next time.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    private async Task<IReadOnlyList<GrainKindStatistics>> AskAsync()
    {
        var replies = await factory.OfAllAsync(silo => silo.ReadStatisticsAsync());
        var all = replies.SelectMany(reply => JsonSerializer.Deserialize<List<GrainKindStatistics>>(reply, WireJson.Options) ?? []);
        return [.. all.GroupBy(one => one.Kind).Select(Sum)];
    }

    private static GrainKindStatistics Sum(IGrouping<string, GrainKindStatistics> silos)
    {
        var calls = silos.Sum(silo => silo.Calls);
        return new GrainKindStatistics(
            silos.Key,
            silos.Sum(silo => silo.Activations),
            silos.Sum(silo => silo.Waiting),
            calls,
            silos.Sum(silo => silo.Failures),
            calls == 0 ? 0 : silos.Sum(silo => silo.MeanMilliseconds * silo.Calls) / calls);
    }
}
