using System.Diagnostics;
using MediAgents.Telemetry.Instruments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Telemetry.Requests;

/// <summary>An event stream as metrics see it: open until disposed, answered with its first event.</summary>
public sealed class StreamedReply : IDisposable
{
    private readonly ProductMeter meter;

    private StreamedReply(ProductMeter meter)
    {
        this.meter = meter;
        meter.StreamOpened();
    }

    internal long FirstEventAt { get; private set; }

    /// <summary>The reply to this request has become an event stream.</summary>
    public static StreamedReply Begin(HttpContext context)
    {
        var reply = new StreamedReply(context.RequestServices.GetRequiredService<ProductMeter>());
        context.Features.Set(reply);
        return reply;
    }

    /// <summary>Events went out.</summary>
    public void Sent()
    {
        if (FirstEventAt == 0)
            FirstEventAt = Stopwatch.GetTimestamp();
    }

    public void Dispose() => meter.StreamClosed();
}
