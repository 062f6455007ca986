using System.Text.Json;
using MediAgents.Gateway.Chat;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Streaming;
using MediAgents.Grains;
using MediAgents.Grains.Conversations;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Completions;

/// <summary>The agents in the wire format of OpenAI's chat completions, for clients that speak it already (requirement A9).</summary>
public static class CompletionsApi
{
    private const string SessionId = "session_id";

    public static void MapCompletions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/chat/completions", PostAsync)
            .Accepts<CompletionRequest>("application/json")
            .Produces<Completion>()
            .Produces<ErrorReply>(StatusCodes.Status400BadRequest)
            .Produces<ErrorReply>(StatusCodes.Status404NotFound)
            .Produces<ErrorReply>(StatusCodes.Status504GatewayTimeout)
            .WithTags("OpenAI wire format")
            .WithSummary("Ask a question, as an OpenAI client does")
            .WithDescription("The same run as of POST /chat/. user names whose data it is about; metadata.session_id continues a session.");
        routes.MapGet("/v1/models", () => TypedResults.Json(new ModelList(AgentModels.All), WireJson.Options))
            .Produces<ModelList>()
            .WithTags("OpenAI wire format")
            .WithSummary("The agents, as models");
        routes.MapGet("/v1/models/{model}", (string model) => TypedResults.Json(AgentModels.Find(model) ?? throw CompletionProblems.UnknownModel(model), WireJson.Options))
            .Produces<ModelDescription>()
            .Produces<ErrorReply>(StatusCodes.Status404NotFound)
            .WithTags("OpenAI wire format")
            .WithSummary("One of them");
    }

    private static async Task PostAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] ChatServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<CompletionRequest>(context.Request, cancellationToken);
        var options = services.Options.Value;
        var scope = services.Patients.Resolve(context, request.User);
        var model = AgentModels.Find(request.Model) ?? throw CompletionProblems.UnknownModel(request.Model);
        RefuseUnsupported(request);
        var conversation = ClientConversation.Of(request.Messages, options);
        var session = await Asking.SessionAsync(services, scope, request.Metadata?.GetValueOrDefault(SessionId), cancellationToken);
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /v1/chat/completions", request);

        var planned = await services.Idempotency.ClaimAsync(scope, key, ChatPlan.For(session, services.Time), cancellationToken);
        var question = new Question(conversation.Question, session, services.UsualLimits)
        {
            Agent = AgentModels.AgentOf(model),
            // A client that sends nothing before its question, but names a session, relies on what the session remembers.
            Earlier = session is not null && conversation.Texts.Count == 1 ? null : conversation.Earlier,
            Conversation = planned.IsRepeated ? null : await SaidBefore.CompactAsync(services, scope, planned.Plan.RunId, conversation.Turns, cancellationToken),
        };
        var accepted = await Asking.StartAsync(services, scope, question, planned, cancellationToken);
        if (request.Stream == true)
            await StreamAsync(context, services, scope.Patient, accepted, request, conversation, cancellationToken);
        else
            await WriteAsync(context, services, scope.Patient, accepted, model.Id, conversation, cancellationToken);
    }

    private static void RefuseUnsupported(CompletionRequest request)
    {
        if (request.N is not (null or 1))
            throw CompletionProblems.Unsupported("n", "n is 1: there is one answer.");
        if (request.Tools is { ValueKind: JsonValueKind.Array } tools && tools.GetArrayLength() > 0)
            throw CompletionProblems.Unsupported("tools", "tools are not taken: the agents use their own.");
        if (request.ResponseFormat is { Type: not "text" })
            throw CompletionProblems.Unsupported("response_format", "response_format is text.");
    }

    private static Task StreamAsync(
        HttpContext context,
        ChatServices services,
        PatientId patient,
        MessageAccepted accepted,
        CompletionRequest request,
        ClientConversation conversation,
        CancellationToken cancellationToken)
    {
        var events = services.Grains.StreamAsync(GrainKinds.RunOf(accepted.RunId), new TailRun(patient, After: 0), cancellationToken);
        var stream = new CompletionStream(accepted, request.Model!, Now(services), conversation.Texts, request.StreamOptions?.IncludeUsage == true);
        return EventStream.WriteAsync(context, stream.OfAsync(events, cancellationToken), CompletionStream.Write, services.Time, cancellationToken);
    }

    private static async Task WriteAsync(
        HttpContext context,
        ChatServices services,
        PatientId patient,
        MessageAccepted accepted,
        string model,
        ClientConversation conversation,
        CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(services.Options.Value.ProcessingTimeoutSeconds), services.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        FinishedRun? run;
        try
        {
            run = await FinishedRun.ReadAsync(services.Grains, patient, accepted.RunId, linked.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(TookTooLong);
        }

        if (run is null)
            throw new ProblemException(Problem.Unavailable("The server is stopping; the answer will be in the session's history."));
        if (run.Outcome.Answer is not { } answer)
            throw new ProblemException(Problem.Internal with { Detail = run.Outcome.Ended?.Message ?? Problem.Internal.Detail });
        var completion = new Completion(
            CompletionParts.IdOf(accepted.RunId),
            Now(services),
            model,
            [new CompletionChoice(0, new AssistantMessage(answer.Text, CompletionParts.AnnotationsOf(answer.Text, run.Citations)), "stop")],
            CompletionUsage.Of(conversation.Texts, answer),
            CompletionParts.DetailsOf(accepted, answer, run.Citations));
        context.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(context.Response.Body, completion, WireJson.Options, cancellationToken);
    }

    private static long Now(ChatServices services) => services.Time.GetUtcNow().ToUnixTimeSeconds();

    private static Problem TookTooLong { get; } = new(
        "/problems/timeout",
        "It takes longer",
        StatusCodes.Status504GatewayTimeout,
        "The answer takes longer than PROCESSING_TIMEOUT_SECONDS; it will be in the session's history.");
}
