using MediAgents.Knowledge;
using MediAgents.Models.Answers;
using MediAgents.Primitives;

namespace MediAgents.Grains.Specialists.GeneralPhysician;

/// <summary>Primary care: everything that needs no specialist yet, and when it does.</summary>
public sealed class GeneralPhysicianGrain(IKnowledge knowledge, IAnswerWriter writer, ConfidenceThresholds thresholds)
    : SpecialistGrain(Profile, knowledge, writer, thresholds)
{
    public static SpecialistProfile Profile { get; } =
        new(GrainKinds.GeneralPhysician, [], "Specialists/GeneralPhysician");
}
