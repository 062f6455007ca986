using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using MediAgents.Records.Timeline.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace MediAgents.Gateway.Timeline;

/// <summary>Many events at once (requirement E1): the good rows go in, the bad ones are listed.</summary>
public static class ImportApi
{
    private const string Lines = "application/x-ndjson";
    private const string Table = "text/csv";

    public static void MapImport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/timeline/import", ImportAsync)
            .Accepts<string>(Lines, Table)
            .Produces<ImportReply>()
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity)
            .WithTags("Timeline")
            .WithSummary("Import events")
            .WithDescription(
                "One JSON object a line with the fields of an event, or CSV with a header; at most 100,000 rows. "
                + "Rows go in as they are read: after an interruption the same import with the same Idempotency-Key goes on where it stopped.");

    private static async Task<IResult> ImportAsync(
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        TimelineServices services,
        CancellationToken cancellationToken)
    {
        var format = FormatOf(context.Request.ContentType);
        var key = IdempotencyHeader.Checked(idempotencyKey);
        var scope = services.Patients.Resolve(context, userId);
        var reply = await new ImportRun(services, scope, key).RunAsync(context.Request.Body, format, cancellationToken);
        return TypedResults.Json(reply, WireJson.Options);
    }

    private static ImportFormat FormatOf(string? contentType)
    {
        var mediaType = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed.MediaType : null;
        return mediaType.Equals(Lines, StringComparison.OrdinalIgnoreCase) ? ImportFormat.JsonLines
            : mediaType.Equals(Table, StringComparison.OrdinalIgnoreCase) ? ImportFormat.Csv
            : throw new ProblemException(Problem.UnsupportedMediaType($"Send {Lines} or {Table}."));
    }
}
