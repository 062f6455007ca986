using System.Globalization;
using System.Threading.RateLimiting;
using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MediAgents.Gateway.Limits;

/// <summary>
/// Bounds what one caller, with all keys of theirs, asks of this gateway: requests in any minute, and requests at the same time. An
/// event stream counts as one of the latter until it begins. Whoever is over a limit gets 429 with <c>Retry-After</c> (RFC 6585,
/// section 4); nothing waits. Pages without data are not counted, and nothing is without keys.
/// </summary>
/// <remarks>The framework's limiters without its middleware, which would hold a place until a stream ends.</remarks>
public sealed class RequestLimits : IDisposable
{
    private const int SegmentsOfMinute = 6;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<Caller>? rate;
    private readonly PartitionedRateLimiter<Caller>? places;

    public RequestLimits(IOptions<RequestLimitOptions> options, ApiKeyRing keys)
    {
        var (limits, isOn) = (options.Value, options.Value.EnableRateLimiting && !keys.IsEmpty);
        if (isOn && limits.ApiRateLimit > 0)
            rate = PartitionedRateLimiter.Create<Caller, Caller>(caller => RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = limits.ApiRateLimit,
                Window = Minute,
                SegmentsPerWindow = SegmentsOfMinute,
            }));
        if (isOn && limits.MaxConcurrentRequests > 0)
            places = PartitionedRateLimiter.Create<Caller, Caller>(caller => RateLimitPartition.GetConcurrencyLimiter(caller, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = limits.MaxConcurrentRequests,
            }));
    }

    public void Dispose()
    {
        rate?.Dispose();
        places?.Dispose();
    }

    internal Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        (rate ?? places) is not null && context.Features.Get<Caller>() is { } caller && !AuthenticationMiddleware.IsOpen(context.Request.Path)
            ? LimitAsync(context, next, caller)
            : next(context);

    private async Task LimitAsync(HttpContext context, RequestDelegate next, Caller caller)
    {
        using var turn = rate?.AttemptAcquire(caller);
        if (turn is { IsAcquired: false })
        {
            await RefuseAsync(context, Problem.TooManyRequests("More requests than API_RATE_LIMIT in a minute."), turn);
            return;
        }

        using var place = places?.AttemptAcquire(caller);
        if (place is { IsAcquired: false })
        {
            await RefuseAsync(context, Problem.TooManyRequests("More requests at the same time than MAX_CONCURRENT_REQUESTS."), place);
            return;
        }

        if (place is not null)
            context.Response.OnStarting(() => LeaveAtStream(context.Response, place));
        await next(context);
    }

    private static Task LeaveAtStream(HttpResponse response, RateLimitLease place)
    {
        if (response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) is true)
            place.Dispose();
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, Problem problem, RateLimitLease lease)
    {
        var after = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > Soon ? told : Soon;
        context.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ProblemHandling.WriteAsync(context, problem);
    }
}

/// <summary>Puts <see cref="RequestLimits"/> before whatever follows.</summary>
public static class RequestLimitsMiddleware
{
    public static void UseRequestLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RequestLimits>();
        app.Use(next => context => limits.InvokeAsync(context, next));
    }
}
