
namespace MediAgents.Grains.Specialists.GeneralPhysician;

/// <summary>Primary care: everything that needs no specialist yet, and when it does.</summary>
public sealed class GeneralPhysicianGrain(SpecialistServices services)
    : SpecialistGrain(Profile, services)
{
    public static SpecialistProfile Profile { get; } =
        new(GrainKinds.GeneralPhysician, [], "Specialists/GeneralPhysician");
}
