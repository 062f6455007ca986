using MediAgents.Models.Failures;
using MediAgents.Models.Resilience;

namespace MediAgents.Models.OpenAi;

/// <summary>Ends the wait for a connection and for headers in time, and says which of the two it was. Without a key none is sent.</summary>
internal sealed class PhaseHandler(SocketsHttpHandler sockets, PhaseLimits limits, bool sendsKey, TimeProvider time) : DelegatingHandler(sockets)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!sendsKey)
            request.Headers.Authorization = null;
        using var limit = new CancellationTokenSource(limits.Headers, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await base.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException waited) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler tells its own connect timeout by this inner exception.
            throw waited.InnerException is TimeoutException && !limit.IsCancellationRequested
                ? PhaseFailure.Of(ModelPhase.Connect, limits.Connect)
                : PhaseFailure.Of(ModelPhase.Headers, limits.Headers);
        }
    }
}
