using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Problems;

/// <summary>Describes the problems of an endpoint for <c>/openapi.json</c>.</summary>
internal static class ProblemDescriptions
{
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, "application/problem+json");
        endpoint.Produces<Problem>(StatusCodes.Status429TooManyRequests, "application/problem+json"); // of any request, with keys
        return endpoint;
    }
}
