using System.Globalization;
using System.Text.Json;
using MediAgents.Gateway.Completions;
using MediAgents.Grains;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediAgents.Gateway.Problems;

/// <summary>Turns what is thrown, and statuses without a body, into problem details.</summary>
public static partial class ProblemHandling
{
    private const string MediaType = "application/problem+json";

    public static void UseProblemDetails(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MediAgents.Gateway.Problems");
        app.Use(next => context => HandleAsync(context, next, logger));
    }

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        var speaksOpenAi = CompletionProblems.Speaks(context);
        context.Response.ContentType = speaksOpenAi ? "application/json" : MediaType;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        var body = speaksOpenAi ? CompletionProblems.Bytes(problem) : JsonSerializer.SerializeToUtf8Bytes(problem, WireJson.Options);
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static async Task HandleAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // The last resort of every request.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var problem = ProblemOf(failure);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
                Failed(logger, failure, context.Request.Method, RouteOf(context), context.TraceIdentifier);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            context.Response.Clear();
            await WriteAsync(context, problem);
            return;
        }

        if (!context.Response.HasStarted && context.Response.ContentLength is null or 0 && OfBareStatus(context.Response.StatusCode) is { } bare)
            await WriteAsync(context, bare);
    }

    private static Problem ProblemOf(Exception failure) => failure switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Problem.TooLarge("body", "The request is larger than is taken here; files are limited by MAX_FILE_SIZE_MB."),
        BadHttpRequestException bad => Problem.InvalidField("body", "The request cannot be read.") with { Status = bad.StatusCode },
        AccessDeniedException => Problem.NotFound,
        GrainBusyException => Problem.Unavailable("Too many messages are waiting; try again."),
        UnknownGrainException => Problem.Unavailable("An agent here does not know this request yet; try again."), // two releases side by side
        GrainUnavailableException => Problem.Unavailable("The agents cannot be reached at the moment; try again."),
        GrainOwnerClosedException or RecordBeingErasedException or SealKeyErasedException => Problem.Unavailable("This record is being erased; try again."),
        GrainHostStoppingException => Problem.Unavailable("The server is stopping; try again."),
        StorageUnavailableException => Problem.Unavailable("The store cannot be used at the moment; try again."),
        GrainConflictException => Problem.Unavailable("The data was changed at the same time; try again."),
        _ => Problem.Internal,
    };

    private static Problem? OfBareStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Problem.NotFound with { Detail = "There is no such path or thing." },
        StatusCodes.Status405MethodNotAllowed => new Problem("/problems/method-not-allowed", "Method not allowed", status, "This path does not take that method."),
        StatusCodes.Status415UnsupportedMediaType => Problem.UnsupportedMediaType("Send application/json, or multipart/form-data where a file is taken."),
        _ => null,
    };

    /// <summary>The route's pattern, which holds no ids.</summary>
    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.RawText ?? "(none)";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed ({TraceId})")]
    private static partial void Failed(ILogger logger, Exception failure, string method, string route, string traceId);
}
