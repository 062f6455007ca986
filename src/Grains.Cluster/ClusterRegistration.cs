using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace MediAgents.Grains.Cluster;

/// <summary>What silos and gateways register alike.</summary>
public static class ClusterRegistration
{
    /// <summary>Messages, and the exceptions that may come back instead of a reply.</summary>
    public static IServiceCollection AddGrainMessages(this IServiceCollection services)
    {
        services.AddSerializer();
        // Of any origin: what ours has inside, such as a database driver's, must not keep it from getting through.
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedExceptionTypeFilter = static _ => true);
        return services;
    }
}
