using System.Text.Json;
using MediAgents.Gateway.Problems;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Completions;

/// <summary>Problems in the shape that clients of the OpenAI wire format read; every path under <c>/v1</c> answers with them.</summary>
internal static class CompletionProblems
{
    public static readonly PathString Root = "/v1";

    public static bool Speaks(HttpContext context) => context.Request.Path.StartsWithSegments(Root);

    public static byte[] Bytes(Problem problem) => JsonSerializer.SerializeToUtf8Bytes(Of(problem), WireJson.Options);

    public static ErrorReply Of(Problem problem) => new(new ErrorDetails(
        problem.Detail,
        problem.Status >= StatusCodes.Status500InternalServerError ? "server_error" : "invalid_request_error",
        problem.Field is "user_id" ? "user" : problem.Field,
        problem.Status == StatusCodes.Status401Unauthorized ? "invalid_api_key" : problem.Type[(problem.Type.LastIndexOf('/') + 1)..].Replace('-', '_')));

    public static ProblemException UnknownModel(string? name) => new(new Problem(
        "/problems/model-not-found",
        "No such model",
        StatusCodes.Status404NotFound,
        string.IsNullOrEmpty(name) ? "model is required; GET /v1/models lists them." : "There is no such model here; GET /v1/models lists them.",
        "model"));

    public static ProblemException Unsupported(string field, string detail) => new(new Problem(
        "/problems/unsupported-parameter",
        "Not supported here",
        StatusCodes.Status400BadRequest,
        detail,
        field));

    public static ProblemException TooLong(int limit) => new(new Problem(
        "/problems/context-length-exceeded",
        "The question is too long",
        StatusCodes.Status400BadRequest,
        $"The last message is longer than {limit} characters (MAX_QUERY_LENGTH).",
        "messages"));
}

/// <summary>An error of the OpenAI wire format.</summary>
public sealed record ErrorReply(ErrorDetails Error);

public sealed record ErrorDetails(string Message, string Type, string? Param, string? Code);
