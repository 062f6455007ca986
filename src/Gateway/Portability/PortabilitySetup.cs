using MediAgents.Gateway.Portability.Grains;
using MediAgents.Records.Portability;
using MediAgents.Records.Portability.Sections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Gateway.Portability;

/// <summary>Registers what gives records out and erases them.</summary>
internal static class PortabilitySetup
{
    public static void AddPortability(this IServiceCollection services)
    {
        services.AddSingleton<RecordGates>();
        services.AddSingleton<RecordEraser>();
        services.AddHostedService<UnfinishedErasures>();

        services.AddSingleton<IAuditedBills, AuditedBills>();
        services.AddSingleton<GrainFiles>();
        services.AddSingleton<RecordExport>();
        // In the order of the archive; the trail last, so that it has the reading of the others.
        services.AddSingleton<IArchiveSection, ProfileSection>();
        services.AddSingleton<IArchiveSection, TimelineSection>();
        services.AddSingleton<IArchiveSection, GrainSections>();
        services.AddSingleton<IArchiveSection, DocumentsSection>();
        services.AddSingleton<IArchiveSection, FhirSection>();
        services.AddSingleton<IArchiveSection, TrailSection>();
    }

    public static void MapPortability(this IEndpointRouteBuilder routes)
    {
        routes.MapExport();
        routes.MapErasure();
    }
}
