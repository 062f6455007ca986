using MediAgents.Primitives;
using Orleans;
using Orleans.Runtime;

namespace MediAgents.Grains.Cluster.Control;

/// <summary>The closing of an owner's grains on one silo.</summary>
internal sealed class SiloClosing
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    private readonly IGrainFactory factory;
    private readonly SiloAddress silo;
    private readonly string token;
    private readonly TimeProvider time;
    private readonly IHostControlGrain control;

    /// <summary>Begins it.</summary>
    public SiloClosing(IGrainFactory factory, SiloAddress silo, string token, PatientId owner, TimeProvider time)
    {
        this.factory = factory;
        this.silo = silo;
        this.token = token;
        this.time = time;
        control = factory.ControlOf(silo);
        Closed = control.CloseOwnerAsync(token, owner.Hash);
    }

    /// <summary>Ends when the silo has closed them; fails if it did not, or does not answer.</summary>
    public Task Closed { get; }

    /// <summary>
    /// Takes it back, trying again until the silo has heard it or is gone. One that is never reached opens by itself, later.
    /// </summary>
    public async Task OpenAsync()
    {
        if (!Closed.IsCompleted)
        {
            // The first word ends a closing that waits for turns to end; only after its end is it certain that none comes later.
            await control.OpenOwnerAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Closed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var tries = 0;
        while (!await TryOpenAsync() && tries < Pauses.Length)
        {
            await Task.Delay(Pauses[tries++], time);
            if (await IsGoneAsync())
                return;
        }
    }

    private async Task<bool> TryOpenAsync()
    {
        var opening = control.OpenOwnerAsync(token);
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return opening.IsCompletedSuccessfully;
    }

    private async Task<bool> IsGoneAsync()
    {
        var active = factory.ListActiveAsync();
        await ((Task)active).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return active.IsCompletedSuccessfully && !(await active).Contains(silo);
    }
}
