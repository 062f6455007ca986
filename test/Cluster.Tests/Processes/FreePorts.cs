using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace MediAgents.Cluster.Tests.Processes;

/// <summary>
/// Ports for processes that have to be told theirs. Below those that Linux gives to outgoing connections: one of these might
/// otherwise take a port between a silo's end and its next start.
/// </summary>
internal static class FreePorts
{
    private const int First = 15_000, Last = 32_000;

    private static int next = RandomNumberGenerator.GetInt32(First, Last);

    public static int[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Take())];

    private static int Take()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref next) % (Last - First);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there; the next one, then.
            }
        }
    }
}
