namespace MediAgents.Grains.Embedded;

/// <summary>
/// The hosts that this one is part of, when it is one of several: each grain lives on one of them at a time, and the group
/// knows on which. Without a group a host hosts every grain itself.
/// </summary>
public interface IHostGroup
{
    /// <summary>All grains of the group, wherever they live.</summary>
    IGrains Grains { get; }

    /// <summary>Sends <see cref="Hosting.WakeUp"/> to a grain that may have lost its activation, wherever it comes to live.</summary>
    ValueTask WakeAsync(GrainKey key, CancellationToken cancellationToken);

    /// <summary>The grain's activation on this host has ended; it may live elsewhere from now on.</summary>
    void ActivationEnded(GrainKey key);
}
