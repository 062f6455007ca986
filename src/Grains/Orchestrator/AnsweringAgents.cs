namespace MediAgents.Grains.Orchestrator;

/// <summary>The agents that answer questions; others work on documents and records.</summary>
internal static class AnsweringAgents
{
    public static IReadOnlyList<string> Kinds { get; } =
    [
        GrainKinds.Cardiologist,
        GrainKinds.Neurologist,
        GrainKinds.Orthopedist,
        GrainKinds.GeneralPhysician,
        GrainKinds.BillAuditor,
    ];
}
