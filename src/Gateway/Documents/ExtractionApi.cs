using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Files;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Waiting;
using MediAgents.Grains;
using MediAgents.Grains.Documents;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace MediAgents.Gateway.Documents;

/// <summary>Events from documents over HTTP (requirement E1): they arrive in the timeline as proposals.</summary>
public static class ExtractionApi
{
    private const string ReadAction = "timeline.extraction";
    private const string ExtractionPrefix = "x_";
    private const string DocumentPrefix = "d_";
    private const string ContentField = "file_content";
    private const string DocumentField = "document_id";

    /// <summary>A prefix and 26 characters.</summary>
    private const int DocumentIdLength = 28;

    private static readonly string[] Languages = ["english", "hindi", "bengali", "tamil", "auto"];

    public static void MapExtraction(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/timeline/extract", ExtractAsync)
            .Accepts<ExtractionRequest>("application/json", "multipart/form-data")
            .Produces<ExtractionReply>()
            .Produces<ExtractionPending>(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")
            .WithTags("Timeline")
            .WithSummary("Propose the events of a document")
            .WithDescription("Reads a medical document and adds its events to the timeline as proposals, each with the words it rests on. The same document proposes nothing twice.");

        routes.MapGet("/timeline/extract/{extractionId}", GetAsync)
            .Produces<ExtractionReply>()
            .Produces<ExtractionPending>(StatusCodes.Status202Accepted)
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json")
            .WithTags("Timeline")
            .WithSummary("What became of an extraction")
            .WithDescription("Waits as long as POST /timeline/extract does; 202 tells how far it is.");
    }

    private static async Task<IResult> ExtractAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] ExtractionServices services,
        CancellationToken cancellationToken)
    {
        var (request, file) = await ReadAsync(context.Request, services.Options.Value.MaxFileSizeMb, cancellationToken);
        var scope = services.Patients.Resolve(context, request.UserId);
        var language = LanguageOf(request.Language);
        var said = request with { FileContent = null, FileName = file?.FileName };
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /timeline/extract", said, file?.Content ?? default);

        var planned = await services.Idempotency.ClaimAsync(scope, key, new ExtractionPlan(SortableId.New(ExtractionPrefix, services.Time)), cancellationToken);
        var document = file is null
            ? StoredDocumentOf(request.DocumentId!)
            : await services.Documents.PutAsync(scope, file.Content, file.MediaType, file.FileName, cancellationToken);
        await services.Grains.AskAsync(
            GrainKinds.ExtractionOf(planned.Plan.ExtractionId),
            new RequestExtraction(scope, document.Value, language),
            cancellationToken);
        var followed = await FollowAsync(services, scope.Patient, planned.Plan.ExtractionId, cancellationToken);
        if (planned.IsRepeated)
            await services.Trail.RecordAsync(scope, ReadAction, planned.Plan.ExtractionId, found: true, cancellationToken: cancellationToken);
        return Reply(followed, planned.Plan.ExtractionId, FieldOf(context.Request, file));
    }

    private static async Task<IResult> GetAsync(
        string extractionId,
        HttpContext context,
        [FromQuery(Name = "user_id")] string? userId,
        [AsParameters] ExtractionServices services,
        CancellationToken cancellationToken)
    {
        var scope = services.Patients.Resolve(context, userId);
        var isId = SortableId.IsValid(extractionId, ExtractionPrefix);
        var followed = isId ? await FollowAsync(services, scope.Patient, extractionId, cancellationToken) : Awaited<ExtractionStep>.Nowhere;
        await services.Trail.RecordAsync(scope, ReadAction, isId ? extractionId : null, followed.Exists, cancellationToken: cancellationToken);
        return Reply(followed, extractionId, field: null);
    }

    private static Task<Awaited<ExtractionStep>> FollowAsync(
        ExtractionServices services, PatientId patient, string extractionId, CancellationToken cancellationToken) => OutcomeWait.ForAsync(
            token => services.Grains.StreamAsync(GrainKinds.ExtractionOf(extractionId), new FollowExtraction(patient), token),
            step => step.Outcome is not null,
            services.Options.Value.ProcessingTimeout,
            services.Time,
            cancellationToken);

    private static IResult Reply(Awaited<ExtractionStep> followed, string extractionId, string? field) => followed switch
    {
        { Exists: false } => throw new ProblemException(Problem.NotFound),
        { Latest.Outcome.Failure: { } failure } => throw new ProblemException(ProblemOf(failure, field)),
        { Latest.Outcome: { } outcome } => TypedResults.Json(ReplyOf(outcome), WireJson.Options),
        _ => TypedResults.Json(new ExtractionPending(extractionId, followed.Latest?.Progress), WireJson.Options, statusCode: StatusCodes.Status202Accepted),
    };

    private static ExtractionReply ReplyOf(ExtractionOutcome outcome) => new(
        outcome.ExtractionId,
        outcome.DocumentId,
        outcome.Proposals,
        outcome.Added,
        outcome.Proposals.GroupBy(proposal => proposal.Type, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal));

    /// <summary>Names the field only where what the sender put into it is at fault.</summary>
    private static Problem ProblemOf(ExtractionFailure failure, string? field) => failure.Code switch
    {
        ExtractionFailures.ToolMissing => Problem.Unavailable(failure.Message),
        ExtractionFailures.Internal or ExtractionFailures.Crashed => Problem.Internal with { Detail = failure.Message },
        ExtractionFailures.Missing => Problem.NotFound,
        _ => Problem.Unreadable(ContentField, failure.Message) with { Field = field },
    };

    private static async Task<(ExtractionRequest Request, UploadedFile? File)> ReadAsync(
        HttpRequest request,
        int maxMegabytes,
        CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            var (form, file) = await UploadForm.ReadAsync(request, maxMegabytes, cancellationToken);
            return (new ExtractionRequest { UserId = form["user_id"], Language = form["language"] }, file);
        }

        var body = await RequestBody.ReadAsync<ExtractionRequest>(request, cancellationToken);
        if (string.IsNullOrEmpty(body.DocumentId))
            return (body, UploadedFile.OfBase64(ContentField, body.FileContent, body.FileName, maxMegabytes));
        if (body.FileContent is not null)
            throw new ProblemException(Problem.InvalidField(DocumentField, $"Send either {ContentField} or {DocumentField}."));
        return (body, null);
    }

    /// <summary>What cannot be an id of a document is no document.</summary>
    private static DocumentId StoredDocumentOf(string id) =>
        id.Length == DocumentIdLength && id.StartsWith(DocumentPrefix, StringComparison.Ordinal) && id.AsSpan(DocumentPrefix.Length).IndexOfAnyExceptInRange('0', 'z') < 0
            ? new DocumentId(id)
            : throw new ProblemException(Problem.NotFound);

    private static string? LanguageOf(string? language) =>
        string.IsNullOrEmpty(language) ? null
        : Array.Find(Languages, word => word.Equals(language, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException(Problem.InvalidField("language", $"language is one of {string.Join(", ", Languages)}."));

    private static string? FieldOf(HttpRequest request, UploadedFile? file) =>
        file is null ? DocumentField : request.HasFormContentType ? UploadForm.FileField : ContentField;
}

/// <summary>What a request is about to create, chosen before it creates anything, so that a repetition can create the same.</summary>
/// <param name="ExtractionId">The extraction.</param>
internal sealed record ExtractionPlan(string ExtractionId);

/// <summary>What the extraction endpoints need.</summary>
public sealed record ExtractionServices(
    IGrains Grains,
    IDocumentStore Documents,
    PatientResolver Patients,
    IAuditTrail Trail,
    IdempotentRequests Idempotency,
    TimeProvider Time,
    IOptions<GatewayOptions> Options);
