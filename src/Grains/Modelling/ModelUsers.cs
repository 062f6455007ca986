namespace MediAgents.Grains.Modelling;

/// <summary>The agents that ask models, and so may have a model or temperature of their own.</summary>
public static class ModelUsers
{
    public static IReadOnlyList<string> Kinds { get; } =
    [
        GrainKinds.Cardiologist, GrainKinds.Neurologist, GrainKinds.Orthopedist, GrainKinds.GeneralPhysician,
        GrainKinds.Orchestrator, GrainKinds.Aggregator, GrainKinds.ReportWriter, GrainKinds.Conversation,
    ];
}
