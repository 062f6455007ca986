using System.Collections.Concurrent;
using System.Security.Cryptography;
using MediAgents.Grains;
using MediAgents.Grains.Cluster;
using MediAgents.Grains.Embedded;
using MediAgents.Grains.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using OrleansContext = Orleans.Runtime.IGrainContext;

namespace MediAgents.Silo.Hosting;

/// <summary>The host of this silo, and its place in the cluster.</summary>
public sealed class SiloGrains : IHostGroup, IAsyncDisposable
{
    private readonly ConcurrentDictionary<GrainKey, OrleansContext> here = new();
    private readonly ClusterGrains cluster;
    private readonly Lazy<IGrains> entrance;
    private readonly ISiloStatusOracle silos;

    /// <param name="kinds">The kinds that are hosted.</param>
    /// <param name="services">From which grains are made.</param>
    /// <param name="storage">Where they keep state and journal.</param>
    /// <param name="time">Their clock.</param>
    /// <param name="options">How activations are treated.</param>
    /// <param name="cluster">The grains of all silos.</param>
    /// <param name="entrance">The same, with what the application put around it.</param>
    /// <param name="silos">Which there are.</param>
    /// <param name="logger">The host's.</param>
    public SiloGrains(
        IEnumerable<GrainKind> kinds,
        IServiceProvider services,
        IGrainStorage storage,
        TimeProvider time,
        EmbeddedGrainOptions options,
        ClusterGrains cluster,
        Lazy<IGrains> entrance,
        ISiloStatusOracle silos,
        ILogger<EmbeddedGrains> logger)
    {
        this.cluster = cluster;
        this.entrance = entrance;
        this.silos = silos;
        Host = new EmbeddedGrains(kinds, services, storage, time, options, logger, this);
    }

    /// <summary>What runs the grains that live here.</summary>
    public EmbeddedGrains Host { get; }

    /// <inheritdoc/>
    public IGrains Grains => entrance.Value;

    /// <summary>
    /// What a lost silo left is woken from one place; a grain without an activation is hinted to any silo, or all would come to
    /// live where they are woken from.
    /// </summary>
    public async ValueTask WakeAsync(GrainKey key, CancellationToken cancellationToken)
    {
        var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.ToArray();
        if (active.Length > 0)
            RequestContext.Set(IPlacementDirector.PlacementHintKey, active[RandomNumberGenerator.GetInt32(active.Length)]);
        try
        {
            await cluster.WakeAsync(key, cancellationToken);
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>The host has freed an idle grain, so Orleans need not keep it either.</summary>
    public void ActivationEnded(GrainKey key)
    {
        if (here.TryGetValue(key, out var context))
            context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The grain was idle."), CancellationToken.None);
    }

    /// <summary>Ends everything that lives here: turns finish, work is cancelled and left to be taken up elsewhere.</summary>
    public async Task DrainAsync()
    {
        cluster.Stop();
        await Host.DrainAsync();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal void Activated(GrainKey key, OrleansContext context) => here[key] = context;

    internal void Deactivating(GrainKey key, OrleansContext context) => here.TryRemove(new(key, context));

    internal bool IsLeaving(GrainKey key, OrleansContext context) =>
        Host.IsStopping || !here.TryGetValue(key, out var current) || !ReferenceEquals(current, context);
}
