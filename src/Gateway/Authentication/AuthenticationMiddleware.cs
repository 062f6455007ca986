using System.Net;
using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Problems;
using MediAgents.Telemetry.Exposition;
using MediAgents.Telemetry.Instruments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Authentication;

/// <summary>Finds out who calls. Pages that show no data are open; everything else wants a key once keys exist.</summary>
public static class AuthenticationMiddleware
{
    private static readonly PathString[] Open = ["/health", MetricsApi.Path, "/openapi.json", "/docs", "/schemas"];

    public static void UseApiKeys(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<ApiKeyRing>();
        var failures = app.Services.GetRequiredService<FailedAuthentications>();
        var meter = app.Services.GetRequiredService<ProductMeter>();
        app.Use(next => context =>
        {
            if (keys.IsEmpty && !IsLoopback(context.Request.Host.Host))
            {
                meter.AuthenticationFailed(AuthFailureReasons.Host);
                return RefuseAsync(context, Problem.ForeignHost, failures);
            }

            if (CallerOf(context.Request, keys) is { } caller)
            {
                context.Features.Set(caller);
            }
            else if (!IsOpen(context.Request.Path))
            {
                meter.AuthenticationFailed(AuthFailureReasons.Key);
                return RefuseAsync(context, Problem.Unauthenticated, failures);
            }

            return next(context);
        });
    }

    private static async Task RefuseAsync(HttpContext context, Problem problem, FailedAuthentications failures)
    {
        await failures.RecordAsync(context.Connection.RemoteIpAddress, context.RequestAborted);
        await ProblemHandling.WriteAsync(context, problem);
    }

    /// <summary>The caller that the middleware found.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new ProblemException(Problem.Unauthenticated);

    private static Caller? CallerOf(HttpRequest request, ApiKeyRing keys)
    {
        if (keys.IsEmpty)
            return Authentication.Caller.Loopback;
        return KeyOf(request) is { } key ? keys.CallerOf(key) : null;
    }

    private static string? KeyOf(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return authorization[scheme.Length..].Trim();
        return request.Headers.TryGetValue("X-API-Key", out var key) ? key.ToString() : null;
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether a path shows no data, so that nobody needs a key for it.</summary>
    internal static bool IsOpen(PathString path) => path == "/" || Open.Any(open => path.StartsWithSegments(open));
}
