using System.Net.Sockets;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace MediAgents.Grains.Cluster.Calls;

/// <summary>What a call's failure says about the host of the grain.</summary>
internal static class Broken
{
    /// <summary>Whether the host, or the way to it, failed, and not the grain.</summary>
    public static bool IsHostsFault(Exception failure) => failure is
        GrainHostStoppingException
        or TimeoutException
        or OrleansMessageRejectionException // among them: no silo known, a silo gone, a gateway overloaded
        or SiloUnavailableException
        or ConnectionFailedException
        or EnumerationAbortedException
        or ClientNotAvailableException
        or SocketException;

    /// <summary>Whether the request certainly changed nothing: its host refused it because it stops.</summary>
    public static bool NothingHappened(Exception failure) => failure is GrainHostStoppingException;
}
