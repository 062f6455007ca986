using MediAgents.Grains.Embedded.Lifecycle;
using MediAgents.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Embedded;

/// <summary>Registers the embedded host.</summary>
public static class EmbeddedGrainsRegistration
{
    /// <summary>
    /// Adds <see cref="IGrains"/>, <see cref="IGrainStatistics"/>, <see cref="IGrainHostStatistics"/>, <see cref="IGrainOwners"/> and the
    /// list of <see cref="GrainKind"/>s, hosted in this process, over the registered <see cref="IGrainStorage"/>. With the application's start it wakes unfinished grains; with its end it drains.
    /// </summary>
    public static IServiceCollection AddEmbeddedGrains(
        this IServiceCollection services,
        IEnumerable<GrainKind> kinds,
        Action<EmbeddedGrainOptions>? configure = null)
    {
        var options = new EmbeddedGrainOptions();
        configure?.Invoke(options);
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new EmbeddedGrains(
            kinds,
            provider,
            provider.GetRequiredService<IGrainStorage>(),
            provider.GetRequiredService<TimeProvider>(),
            options,
            provider.GetRequiredService<ILogger<EmbeddedGrains>>()));
        services.AddSingleton<IGrains>(provider => provider.GetRequiredService<EmbeddedGrains>());
        services.AddSingleton<IGrainHostStatistics>(provider => provider.GetRequiredService<EmbeddedGrains>());
        services.AddSingleton<IGrainStatistics>(provider => provider.GetRequiredService<EmbeddedGrains>());
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedGrains>().Kinds);
        services.AddSingleton<IGrainOwners>(provider => provider.GetRequiredService<EmbeddedGrains>());
        services.AddHostedService<EmbeddedGrainsService>();
        return services;
    }
}
