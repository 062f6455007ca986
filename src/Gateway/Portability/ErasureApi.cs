using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Portability;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Portability;

/// <summary>Erasing a record (requirement E5).</summary>
public static class ErasureApi
{
    public static void MapErasure(this IEndpointRouteBuilder routes) =>
        routes.MapDelete("/records/", EraseAsync)
            .Produces<ErasureCertificate>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .WithTags("Records")
            .WithSummary("Erase everything of a user")
            .WithDescription("Destroys the user's data keys, so that backups cannot be read either, removes the data, and replies with a certificate that the audit trail vouches for. Cannot be undone; confirm=erase says that this is meant.");

    private static async Task<IResult> EraseAsync(
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [FromQuery(Name = "confirm")] string? confirm,
        PatientResolver patients,
        RecordEraser eraser,
        CancellationToken cancellationToken)
    {
        var scope = patients.Identify(context, userId);
        if (confirm != "erase")
            throw new ProblemException(Problem.InvalidField("confirm", "confirm must be erase: this cannot be undone."));
        try
        {
            return TypedResults.Json(await eraser.EraseAsync(scope, cancellationToken), WireJson.Options);
        }
        catch (TimeoutException)
        {
            throw new ProblemException(Problem.Unavailable("The record is being erased, but work on it has not ended yet; ask again."));
        }
    }
}
