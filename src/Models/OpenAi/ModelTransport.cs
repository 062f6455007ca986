using System.ClientModel.Primitives;
using System.Net;
using System.Net.Sockets;
using MediAgents.Models.Failures;
using MediAgents.Models.Resilience;

namespace MediAgents.Models.OpenAi;

/// <summary>
/// The connections to one endpoint. No redirect is followed, since it would carry a patient's words to somewhere nobody
/// configured, and no trace ids are sent along. Shared by all models of the endpoint.
/// </summary>
internal sealed class ModelTransport : IDisposable
{
    private readonly HttpClient http;

    public ModelTransport(ModelAddress address, PhaseLimits limits, TimeProvider time)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !address.IsLocal,
            ConnectTimeout = limits.Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        };
        if (address.IsLocal)
            sockets.ConnectCallback = ConnectNearbyAsync;
        http = new HttpClient(new PhaseHandler(sockets, limits, address.Key is not null, time)) { Timeout = Timeout.InfiniteTimeSpan };
        Transport = new HttpClientPipelineTransport(http);
    }

    public HttpClientPipelineTransport Transport { get; }

    public void Dispose()
    {
        Transport.Dispose();
        http.Dispose();
    }

    /// <summary>Connects to addresses of this machine or a private network only, whatever a name resolves to.</summary>
    private static async ValueTask<Stream> ConnectNearbyAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var given) ? [given] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var near = found.Where(NearbyAddress.Is).ToArray();
        if (near.Length == 0)
            throw new ModelException(ModelFailures.Unavailable, "The local endpoint's name leads to no address of this machine or a private network.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(near, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
