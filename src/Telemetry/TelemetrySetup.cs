using MediAgents.Grains;
using MediAgents.Grains.Hosting;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Documents;
using MediAgents.Records.Idempotency;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;
using MediAgents.Telemetry.Agents;
using MediAgents.Telemetry.Instruments;
using MediAgents.Telemetry.Outcomes;
using MediAgents.Telemetry.Series;
using MediAgents.Telemetry.Stores;
using MediAgents.Telemetry.Tracing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Telemetry;

/// <summary>Metrics and traces of a process, whichever part of the product it runs.</summary>
public static class TelemetrySetup
{
    private const string Inner = "within telemetry";

    /// <summary>
    /// Registers metrics and traces and puts them around the grains and stores registered so far, those that there are: call
    /// it after these. What is measured is kept, and spans are sent, from <c>UseRequestTelemetry</c> on; <c>MapMetrics</c>
    /// shows the metrics.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Where traces go.</param>
    /// <param name="service">How this process is named in traces, e.g. <c>mediagents-silo</c>.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TracingOptions options, string service)
    {
        services.AddSingleton<ProductMeter>();
        services.AddSingleton(RegistryOf);
        services.AddSingleton<WorkOutcomes>();
        services.AddSingleton(provider => new TraceExport(
            options,
            provider.GetRequiredService<IConfiguration>(),
            service,
            Version,
            provider.GetServices<FurtherMeter>().Select(one => one.Meter.Name)));
        services.Around<IGrains>((grains, _) => new TracedGrains(grains));
        services.Around<IGrainStorage>((storage, provider) =>
            new MeasuredGrainStorage(storage, provider.GetRequiredService<ProductMeter>(), provider.GetRequiredService<WorkOutcomes>()));
        services.Around<IDocumentStore>((documents, provider) => new MeasuredDocuments(documents, provider.GetRequiredService<ProductMeter>()));
        services.Around<ITimelineStore>((timeline, provider) => new MeasuredTimeline(timeline, provider.GetRequiredService<ProductMeter>()));
        services.Around<IProfileStore>((profiles, provider) => new MeasuredProfiles(profiles, provider.GetRequiredService<ProductMeter>()));
        services.Around<IIdempotencyStore>((keys, provider) => new MeasuredIdempotency(keys, provider.GetRequiredService<ProductMeter>()));
        services.Around<IAuditTrail>((trail, provider) => new MeasuredTrail(trail, provider.GetRequiredService<ProductMeter>()));
        return services;
    }

    private static string Version { get; } = typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private static MetricRegistry RegistryOf(IServiceProvider provider)
    {
        var meter = provider.GetRequiredService<ProductMeter>();
        ProcessFigures.AddTo(meter.Meter, Version, provider.GetRequiredService<TimeProvider>());
        if (provider.GetService<IGrainHostStatistics>() is { } host)
            GrainFigures.AddTo(meter.Meter, host);
        return new MetricRegistry(meter, provider.GetServices<FurtherMeter>());
    }

    /// <summary>Replaces a registered singleton, if there is one, by something around it.</summary>
    private static void Around<TService>(this IServiceCollection services, Func<TService, IServiceProvider, TService> around)
        where TService : class
    {
        if (services.LastOrDefault(one => one.ServiceType == typeof(TService)) is not { } registered)
            return;
        var inner = registered switch
        {
            { ImplementationFactory: { } factory } => factory,
            { ImplementationType: { } type } => provider => ActivatorUtilities.CreateInstance(provider, type),
            _ => _ => registered.ImplementationInstance!,
        };
        services.Remove(registered);
        services.AddKeyedSingleton(Inner, (provider, _) => (TService)inner(provider));
        services.AddSingleton(provider => around(provider.GetRequiredKeyedService<TService>(Inner), provider));
    }
}
