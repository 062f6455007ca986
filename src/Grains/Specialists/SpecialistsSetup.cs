using MediAgents.Grains.Aggregator.Composing;
using MediAgents.Grains.Modelling;
using MediAgents.Grains.Orchestrator.Planning;
using MediAgents.Grains.Retrieving;
using MediAgents.Grains.Specialists.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Grains.Specialists;

/// <summary>Registers what specialists, who divides questions among them, and who merges their opinions work with.</summary>
public static class SpecialistsSetup
{
    /// <summary>It expects knowledge, the writer that quotes, thresholds, models, vectors of texts, tools and stores beside it.</summary>
    public static IServiceCollection AddSpecialists(this IServiceCollection services) => services
        .AddSingleton<PatientModels>()
        .AddSingleton<CollectionVectors>()
        .AddSingleton<CouncilPlanner>()
        .AddSingleton<OpinionComposer>()
        .AddSingleton<ModelDesk>()
        .AddSingleton<SpecialistServices>();
}
