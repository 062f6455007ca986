using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Problems;
using MediAgents.Grains;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace MediAgents.Gateway.Chat;

/// <summary>Body of <c>POST /expert-opinion/</c>.</summary>
public sealed record ExpertOpinionRequest
{
    public string? UserId { get; init; }

    /// <summary><c>cardiologist neurologist orthopedist general_physician bill_auditor</c>, or the specialty: <c>cardiology neurology orthopaedics general</c>.</summary>
    public string? Specialty { get; init; }

    /// <summary>The question, at most MAX_QUERY_LENGTH characters.</summary>
    public string? Question { get; init; }

    /// <summary>An existing session; absent begins a new one.</summary>
    public string? SessionId { get; init; }

    /// <summary>True answers <c>text/event-stream</c>, false (default) one JSON reply.</summary>
    public bool Stream { get; init; }
}

/// <summary>The opinion of one specialist, asked for by name (requirement A6).</summary>
public static class ExpertOpinionApi
{
    private static readonly Dictionary<string, string> Specialists = new(StringComparer.OrdinalIgnoreCase)
    {
        [GrainKinds.Cardiologist] = GrainKinds.Cardiologist,
        ["cardiology"] = GrainKinds.Cardiologist,
        [GrainKinds.Neurologist] = GrainKinds.Neurologist,
        ["neurology"] = GrainKinds.Neurologist,
        [GrainKinds.Orthopedist] = GrainKinds.Orthopedist,
        ["orthopaedics"] = GrainKinds.Orthopedist,
        ["orthopedics"] = GrainKinds.Orthopedist,
        [GrainKinds.GeneralPhysician] = GrainKinds.GeneralPhysician,
        ["general"] = GrainKinds.GeneralPhysician,
        [GrainKinds.BillAuditor] = GrainKinds.BillAuditor,
    };

    /// <summary>The agents that answer when asked for by name.</summary>
    internal static IReadOnlyList<string> Kinds { get; } = [.. Specialists.Values.Distinct()];

    public static void MapExpertOpinion(this IEndpointRouteBuilder routes) =>
        ChatApi.Describe<ExpertOpinionRequest>(routes.MapPost("/expert-opinion/", PostAsync))
            .WithSummary("Ask one specialist")
            .WithDescription("The same run as of POST /chat/, with the specialist named instead of chosen.");

    private static async Task PostAsync(
        HttpContext context,
        [FromHeader(Name = IdempotencyHeader.Name)] string? idempotencyKey,
        [AsParameters] ChatServices services,
        CancellationToken cancellationToken)
    {
        var request = await RequestBody.ReadAsync<ExpertOpinionRequest>(context.Request, cancellationToken);
        var options = services.Options.Value;
        var scope = services.Patients.Resolve(context, request.UserId);
        var text = ChatValidation.Text("question", request.Question, options);
        var agent = Specialists.GetValueOrDefault(request.Specialty ?? "")
            ?? throw new ProblemException(Problem.InvalidField("specialty", $"specialty is one of {string.Join(", ", Kinds)}."));
        var session = await Asking.SessionAsync(services, scope, request.SessionId, cancellationToken);
        var key = IdempotencyHeader.KeyOf(idempotencyKey, "POST /expert-opinion", request);

        var planned = await services.Idempotency.ClaimAsync(scope, key, ChatPlan.For(session, services.Time), cancellationToken);
        var question = new Question(text, session, services.UsualLimits) { Agent = agent };
        var accepted = await Asking.StartAsync(services, scope, question, planned, cancellationToken);
        await Asking.AnswerAsync(context, services, scope, accepted, request.Stream, cancellationToken);
    }
}
