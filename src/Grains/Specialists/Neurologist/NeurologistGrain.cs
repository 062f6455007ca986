using MediAgents.Clinical;
using MediAgents.Knowledge;
using MediAgents.Models.Answers;
using MediAgents.Primitives;

namespace MediAgents.Grains.Specialists.Neurologist;

/// <summary>The brain, spinal cord and nerves.</summary>
public sealed class NeurologistGrain(IKnowledge knowledge, IAnswerWriter writer, ConfidenceThresholds thresholds)
    : SpecialistGrain(Profile, knowledge, writer, thresholds)
{
    public static SpecialistProfile Profile { get; } =
        new(GrainKinds.Neurologist, [Specialty.Neurology], "Specialists/Neurologist");
}
