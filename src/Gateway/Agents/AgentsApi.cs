using MediAgents.Grains;
using MediAgents.Grains.Registry;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Agents;

/// <summary>Who can answer here (requirement A7).</summary>
public static class AgentsApi
{
    public static void MapAgents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/agents", async (IGrains grains, CancellationToken cancellationToken) =>
                TypedResults.Json(await grains.AskAsync(GrainKinds.TheRegistry, new ListAgents(), cancellationToken), WireJson.Options))
            .Produces<AgentList>()
            .WithTags("Agents")
            .WithSummary("The agents, what they can do and how they are");
}
