using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace MediAgents.Grains.Cluster;

/// <summary>What silos and gateways register alike.</summary>
public static class ClusterRegistration
{
    /// <summary>Messages, and the exceptions of ours that may come back instead of a reply.</summary>
    public static IServiceCollection AddGrainMessages(this IServiceCollection services)
    {
        services.AddSerializer();
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("MediAgents"));
        return services;
    }
}
