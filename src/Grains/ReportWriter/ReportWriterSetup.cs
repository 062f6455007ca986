using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Grains.ReportWriter;

/// <summary>Registers what the report writer works with.</summary>
public static class ReportWriterSetup
{
    /// <summary>It expects models for patients, thresholds and stores beside it.</summary>
    public static IServiceCollection AddReportWriter(this IServiceCollection services) => services
        .AddSingleton<ReportDrafting>()
        .AddSingleton<ReportAsking>();
}
