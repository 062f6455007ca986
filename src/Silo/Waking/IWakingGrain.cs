using Orleans;

namespace MediAgents.Silo.Waking;

/// <summary>
/// One in the cluster: sees to it that work which a lost silo left is gone on with. A reminder sends it looking once a minute,
/// and every silo that sees another one leave.
/// </summary>
[Alias("mediagents.waking")]
public interface IWakingGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that the reminder is set, and looks.</summary>
    [Alias("start")]
    Task StartAsync();

    /// <summary>Looks now.</summary>
    [Alias("look")]
    Task LookAsync();
}
