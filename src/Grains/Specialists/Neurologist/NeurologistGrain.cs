using MediAgents.Clinical;

namespace MediAgents.Grains.Specialists.Neurologist;

/// <summary>The brain, spinal cord and nerves.</summary>
public sealed class NeurologistGrain(SpecialistServices services)
    : SpecialistGrain(Profile, services)
{
    public static SpecialistProfile Profile { get; } =
        new(GrainKinds.Neurologist, [Specialty.Neurology], "Specialists/Neurologist");
}
