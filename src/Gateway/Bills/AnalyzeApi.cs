using System.Text.Json;
using MediAgents.Documents.Printing;
using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Files;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Waiting;
using MediAgents.Grains;
using MediAgents.Grains.Bills;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace MediAgents.Gateway.Bills;

/// <summary>Bill audits over HTTP (requirements B1, B8).</summary>
public static class AnalyzeApi
{
    private const int LongestDocId = 200;
    private const string ReadAction = "bill.read";
    private const string JsonField = "file_content";
    private const string FormField = "file";

    public static void MapAnalyze(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/analyze", AnalyzeAsync)
            .Accepts<AnalyzeRequest>("application/json", "multipart/form-data")
            .Produces<AuditReply>()
            .Produces<AuditPending>(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")
            .WithTags("Bills")
            .WithSummary("Audit a hospital bill")
            .WithDescription("Checks a bill against the rate lists valid on its service date. Deterministic rules decide money. The same Idempotency-Key again is the same audit. "
                + $"The JSON schema of the answer is at {AuditPagesApi.SchemaPath}.");

        routes.MapGet("/analyze/{auditId}", GetAsync)
            .Produces<AuditReply>()
            .Produces<AuditPending>(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")
            .WithTags("Bills")
            .WithSummary("The result of an audit")
            .WithDescription("Waits as long as POST /analyze does.");
        routes.MapAuditPages();
    }

    private static async Task<IResult> AnalyzeAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] AnalyzeServices services,
        CancellationToken cancellationToken)
    {
        var (request, file) = await ReadAsync(context.Request, services.Options.Value.MaxFileSizeMb, cancellationToken);
        var scope = services.Patients.Resolve(context, request.UserId);
        if (request.DocId?.Length > LongestDocId)
            throw new ProblemException(Problem.InvalidField("doc_id", $"doc_id is longer than {LongestDocId} characters."));
        var billContext = request.ToContext();
        var said = request with { FileContent = null, FileName = file.FileName };
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /analyze", said, file.Content);

        var planned = await services.Idempotency.ClaimAsync(scope, key, new AuditPlan(SortableId.New(AuditIds.Prefix, services.Time)), cancellationToken);
        var document = await services.Documents.PutAsync(scope, file.Content, file.MediaType, file.FileName, cancellationToken);
        var auditId = planned.Plan.AuditId;
        await services.Grains.AskAsync(
            GrainKinds.AuditOf(auditId),
            new RequestAudit(scope, new BillDocument(document.Value, billContext)),
            cancellationToken);
        var followed = await AuditFollowing.FollowAsync(services, scope.Patient, auditId, cancellationToken);
        if (planned.IsRepeated)
            await services.Trail.RecordAsync(scope, ReadAction, auditId, found: true, cancellationToken: cancellationToken);
        return Reply(followed, auditId, request.DocId, FileFieldOf(context.Request));
    }

    private static async Task<IResult> GetAsync(
        string auditId,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [AsParameters] AnalyzeServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        var followed = await AuditFollowing.LookAsync(services, scope, auditId, ReadAction, cancellationToken);
        return Reply(followed, auditId, docId: null, field: null);
    }

    private static IResult Reply(Awaited<AuditStep> followed, string auditId, string? docId, string? field) =>
        AuditFollowing.ResultOf(followed, field) is { } result
            ? TypedResults.Json(new AuditReply(auditId, docId, result), WireJson.Options)
            : AuditFollowing.Pending(auditId);

    private static string FileFieldOf(HttpRequest request) => request.HasFormContentType ? FormField : JsonField;

    private static async Task<(AnalyzeRequest Request, UploadedFile File)> ReadAsync(
        HttpRequest request,
        int maxMegabytes,
        CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
            return await AnalyzeForm.ReadAsync(request, maxMegabytes, cancellationToken);
        var body = await RequestBody.ReadAsync<AnalyzeRequest>(request, cancellationToken);
        return (body, UploadedFile.OfBase64(JsonField, body.FileContent, body.FileName, maxMegabytes));
    }
}

/// <summary>The id of the audit that a request brings about: what an idempotency key stands for.</summary>
internal sealed record AuditPlan(string AuditId);

/// <summary>What the audit endpoints need.</summary>
public sealed record AnalyzeServices(
    IGrains Grains,
    IDocumentStore Documents,
    PatientResolver Patients,
    IdempotentRequests Idempotency,
    IAuditTrail Trail,
    PdfPrinter Printer,
    TimeProvider Time,
    IOptions<GatewayOptions> Options);

/// <summary>An audit that is not done yet; ask <c>GET /analyze/{audit_id}</c>.</summary>
public sealed record AuditPending(string AuditId);

/// <summary>An audit and its result; the result's fields stand at the top level beside the ids.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(AuditReplyJsonConverter))]
public sealed record AuditReply(string AuditId, string? DocId, JsonElement Result);
