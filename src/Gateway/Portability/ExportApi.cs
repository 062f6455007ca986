using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Problems;
using MediAgents.Records.Portability;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Portability;

/// <summary>Giving a record out (requirement E5).</summary>
public static class ExportApi
{
    private const string MediaType = "application/zip";

    public static void MapExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/export/", ExportAsync)
            .Produces(StatusCodes.Status200OK, contentType: MediaType)
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .WithTags("Records")
            .WithSummary("Everything kept of a user, as one zip")
            .WithDescription("JSON of all versions, the documents, the accesses, and a FHIR R4 bundle; manifest.json, the last file, has the SHA-256 of the others. An archive without it was cut off.");

    private static async Task<IResult> ExportAsync(
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        PatientResolver patients,
        RecordExport export,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var scope = patients.Resolve(context, userId);
        await export.BeginAsync(scope, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(
            output => export.WriteAsync(output, scope, cancellationToken),
            MediaType,
            $"record-{time.GetUtcNow():yyyy-MM-dd}.zip");
    }
}
