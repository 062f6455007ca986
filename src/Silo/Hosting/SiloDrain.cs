using Orleans;
using Orleans.Runtime;

namespace MediAgents.Silo.Hosting;

/// <summary>
/// Ends what lives here when the silo stops: at the same stage at which it tells the others that it leaves, so that they place
/// nothing new here, and before Orleans ends its own part of what is left.
/// </summary>
internal sealed class SiloDrain(SiloGrains grains) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(
            nameof(SiloDrain),
            ServiceLifecycleStage.BecomeActive,
            _ => Task.CompletedTask,
            _ => grains.DrainAsync());
}
