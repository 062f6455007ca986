using MediAgents.Clinical;
using MediAgents.Knowledge;
using MediAgents.Models.Answers;
using MediAgents.Primitives;

namespace MediAgents.Grains.Specialists.Cardiologist;

/// <summary>The heart and blood vessels.</summary>
public sealed class CardiologistGrain(IKnowledge knowledge, IAnswerWriter writer, ConfidenceThresholds thresholds)
    : SpecialistGrain(Profile, knowledge, writer, thresholds)
{
    public static SpecialistProfile Profile { get; } =
        new(GrainKinds.Cardiologist, [Specialty.Cardiology], "Specialists/Cardiologist");
}
