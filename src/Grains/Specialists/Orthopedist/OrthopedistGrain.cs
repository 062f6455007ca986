using MediAgents.Clinical;
using MediAgents.Knowledge;
using MediAgents.Models.Answers;
using MediAgents.Primitives;

namespace MediAgents.Grains.Specialists.Orthopedist;

/// <summary>Bones, joints and muscles.</summary>
public sealed class OrthopedistGrain(IKnowledge knowledge, IAnswerWriter writer, ConfidenceThresholds thresholds)
    : SpecialistGrain(Profile, knowledge, writer, thresholds)
{
    public static SpecialistProfile Profile { get; } =
        new(GrainKinds.Orthopedist, [Specialty.Orthopaedics], "Specialists/Orthopedist");
}
