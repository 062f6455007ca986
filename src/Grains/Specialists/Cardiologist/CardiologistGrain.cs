using MediAgents.Clinical;

namespace MediAgents.Grains.Specialists.Cardiologist;

/// <summary>The heart and blood vessels.</summary>
public sealed class CardiologistGrain(SpecialistServices services)
    : SpecialistGrain(Profile, services)
{
    public static SpecialistProfile Profile { get; } =
        new(GrainKinds.Cardiologist, [Specialty.Cardiology], "Specialists/Cardiologist");
}
