using MediAgents.Grains.Aggregator;
using MediAgents.Grains.BillAuditor;
using MediAgents.Grains.Conversation;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Orchestrator;
using MediAgents.Grains.Registry;
using MediAgents.Grains.Run;
using MediAgents.Grains.Specialists.Cardiologist;
using MediAgents.Grains.Specialists.GeneralPhysician;
using MediAgents.Grains.Specialists.Neurologist;
using MediAgents.Grains.Specialists.Orthopedist;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Grains;

/// <summary>The agents and the other grains of the product, for whichever host runs them.</summary>
public static class GrainsSetup
{
    public static IServiceCollection AddMediAgentsGrains(this IServiceCollection services) => services
        .AddKind<ConversationGrain>(GrainKinds.Conversation, "One session of a patient: messages, answers, working context")
        .AddKind<RunGrain>(GrainKinds.Run, "One question on its way to an answer, and its event log")
        .AddKind<OrchestratorGrain>(
            GrainKinds.Orchestrator, "Decides which agents answer a question, and why", "routing", "follow-ups")
        .AddKind<CardiologistGrain>(
            GrainKinds.Cardiologist, "Heart and blood vessels", "symptoms", "risk factors", "ECG and echo wording")
        .AddKind<NeurologistGrain>(
            GrainKinds.Neurologist, "Brain, spinal cord and nerves", "nervous system", "neuro-imaging wording", "cognition")
        .AddKind<OrthopedistGrain>(
            GrainKinds.Orthopedist, "Bones, joints and muscles", "musculoskeletal complaints", "injuries", "X-ray and MRI wording")
        .AddKind<GeneralPhysicianGrain>(
            GrainKinds.GeneralPhysician, "Primary care and referral", "common illness", "blood tests", "prevention", "referral")
        .AddKind<BillAuditorGrain>(
            GrainKinds.BillAuditor, "Audits hospital bills against government rate lists", "rates", "duplicates", "non-payable items", "arithmetic")
        .AddKind<AggregatorGrain>(
            GrainKinds.Aggregator, "Merges opinions and names contradictions", "merging", "disagreements", "confidence")
        .AddKind<RegistryGrain>(GrainKinds.Registry, "Knows the agents and how they are", "listing");

    private static IServiceCollection AddKind<TGrain>(this IServiceCollection services, string name, string description, params string[] capabilities)
        where TGrain : Grain
    {
        var create = ActivatorUtilities.CreateFactory<TGrain>([]);
        return services.AddSingleton(new GrainKind(name, typeof(TGrain), provider => create(provider, []), description, capabilities));
    }
}
