using MediAgents.Clinical;

namespace MediAgents.Grains.Specialists.Orthopedist;

/// <summary>Bones, joints and muscles.</summary>
public sealed class OrthopedistGrain(SpecialistServices services)
    : SpecialistGrain(Profile, services)
{
    public static SpecialistProfile Profile { get; } =
        new(GrainKinds.Orthopedist, [Specialty.Orthopaedics], "Specialists/Orthopedist");
}
