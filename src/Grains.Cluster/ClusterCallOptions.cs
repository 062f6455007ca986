namespace MediAgents.Grains.Cluster;

/// <summary>How long calls into the cluster are tried.</summary>
public sealed record ClusterCallOptions
{
    /// <summary>
    /// From the first failure of a call, or of a stream since its last item, until it is given up. Longer than the cluster
    /// takes to notice that a silo is gone and to place its grains anew.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Before the first retry; each further pause is half as long again, up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);
}
