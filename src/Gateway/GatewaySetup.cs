using MediAgents.Gateway.Agents;
using MediAgents.Gateway.AuditTrail;
using MediAgents.Gateway.Authentication;
using MediAgents.Gateway.Bills;
using MediAgents.Gateway.Chat;
using MediAgents.Gateway.Completions;
using MediAgents.Gateway.Documents;
using MediAgents.Gateway.Health;
using MediAgents.Gateway.Idempotency;
using MediAgents.Gateway.Limits;
using MediAgents.Gateway.Mcp;
using MediAgents.Gateway.OpenApi;
using MediAgents.Gateway.Portability;
using MediAgents.Gateway.Problems;
using MediAgents.Gateway.Profiles;
using MediAgents.Gateway.Reports;
using MediAgents.Gateway.Timeline;
using MediAgents.Primitives;
using MediAgents.Telemetry.Exposition;
using MediAgents.Telemetry.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway;

/// <summary>The HTTP interface: what it needs and what it answers.</summary>
public static class GatewaySetup
{
    /// <summary>
    /// Registers the gateway. It expects an <c>IGrains</c>, the stores (<c>IGrainStorage</c>, <c>IDocumentStore</c>,
    /// <c>ITimelineStore</c>, <c>IProfileStore</c>, <c>IIdempotencyStore</c>, <c>IAuditTrail</c>), a <c>UserHasher</c>, an
    /// <see cref="ApiKeyRing"/>, an <c>IToolBox</c>, the usual <c>RetrievalLimits</c>, a <see cref="TimeProvider"/> and what <c>AddTelemetry</c> registers beside it.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = WireJson.Options.PropertyNamingPolicy;
            json.SerializerOptions.Encoder = WireJson.Options.Encoder;
            foreach (var converter in WireJson.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        services.AddSingleton<PatientResolver>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<IdempotentRequests>();
        services.AddSingleton<TimelineServices>();
        services.AddSingleton<FailedAuthentications>();
        services.AddHostedService(provider => provider.GetRequiredService<FailedAuthentications>());
        services.AddPortability();
        services.AddApiDescription();
        return services;
    }

    /// <summary>Maps every path of the gateway.</summary>
    public static void UseGateway(this WebApplication app)
    {
        app.UseRequestTelemetry();
        app.UseProblemDetails();
        app.UseApiKeys();
        app.UseRequestLimits();
        app.UseDenialRecording();
        app.MapHealth();
        app.MapMetrics();
        app.MapChat();
        app.MapExpertOpinion();
        app.MapCompletions();
        app.MapMcp();
        app.MapRuns();
        app.MapHistory();
        app.MapAnalyze();
        app.MapTimeline();
        app.MapEvents();
        app.MapProposals();
        app.MapTimelineSearch();
        app.MapImport();
        app.MapProfile();
        app.MapExtraction();
        app.MapReports();
        app.MapAgents();
        app.MapPortability();
        app.MapApiDescription();
    }
}
