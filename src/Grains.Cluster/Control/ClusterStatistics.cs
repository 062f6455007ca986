using System.Text.Json;
using MediAgents.Grains.Hosting;
using MediAgents.Primitives;
using Orleans;
using Orleans.Runtime;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>
/// The figures of all silos together, as they were when last asked for. Nobody is asked before somebody reads: a reading that
/// finds the figures old has the silos asked, for the next one.
/// </summary>
public sealed class ClusterStatistics(IReadOnlyList<GrainKind> kinds, IGrainFactory factory, TimeProvider time) : IGrainStatistics
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(3);

    private readonly Lock starting = new();
    private volatile IReadOnlyList<GrainKindStatistics> latest = [.. kinds.Select(kind => new GrainKindStatistics(kind.Name, 0, 0, 0, 0, 0))];
    private Task asking = Task.CompletedTask;
    private long? lastAsked;

    public IReadOnlyList<GrainKind> Kinds => kinds;

    public IReadOnlyList<GrainKindStatistics> Read()
    {
        lock (starting)
        {
            if (asking.IsCompleted && (lastAsked is not { } before || time.GetElapsedTime(before) >= FreshFor))
            {
                lastAsked = time.GetTimestamp();
                asking = Task.Run(AskAllAsync); // outside the turn of the grain that reads
            }
        }

        return latest;
    }

    private async Task AskAllAsync()
    {
        try
        {
            var answers = await Task.WhenAll((await factory.ListActiveAsync()).Select(AskAsync));
            if (answers.Any(answer => answer is not null))
                latest = [.. answers.SelectMany(answer => answer ?? []).GroupBy(one => one.Kind).Select(Sum)];
        }
#pragma warning disable CA1031 // No silo tells which ones there are: the figures stay as they were until the next time.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Null when that silo does not answer: the others' figures are worth having.</summary>
    private async Task<List<GrainKindStatistics>?> AskAsync(SiloAddress silo)
    {
        try
        {
            return JsonSerializer.Deserialize<List<GrainKindStatistics>>(await factory.ControlOf(silo).ReadStatisticsAsync(), WireJson.Options);
        }
#pragma warning disable CA1031 // Whatever is wrong with it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
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
