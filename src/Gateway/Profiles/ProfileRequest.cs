using MediAgents.Gateway.Problems;
using MediAgents.Records.Profiles;

namespace MediAgents.Gateway.Profiles;

/// <summary>Body of <c>PUT /profile/</c>: the whole profile. Limits as of <see cref="PatientProfile"/>.</summary>
public sealed record ProfileRequest
{
    public string? UserId { get; init; }

    public string? Name { get; init; }

    public DateOnly? DateOfBirth { get; init; }

    public string? Sex { get; init; }

    public string? BloodGroup { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? Address { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string?>? Conditions { get; init; }

    public IReadOnlyList<ProfileAllergy?>? Allergies { get; init; }

    public IReadOnlyList<ProfileMedicine?>? Medicines { get; init; }

    public ProfileInsurance? Insurance { get; init; }

    public EmergencyContact? EmergencyContact { get; init; }

    /// <summary>Whether nothing of the record may go to a model but one of the local endpoint; absent is no, as of a body that is the whole profile.</summary>
    public bool? LocalModelsOnly { get; init; }

    /// <exception cref="ProblemException">400, naming the field that is wrong.</exception>
    internal PatientProfile ToProfile(TimeProvider time) => ProfileValidation.Check(Said(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).Require();

    private PatientProfile Said() => new()
    {
        Name = Name,
        DateOfBirth = DateOfBirth,
        Sex = Sex,
        BloodGroup = BloodGroup,
        Phone = Phone,
        Email = Email,
        Address = Address,
        Language = Language,
        Conditions = CheckedFields.Entries("conditions", Conditions),
        Allergies = CheckedFields.Entries("allergies", Allergies),
        Medicines = CheckedFields.Entries("medicines", Medicines),
        Insurance = Insurance is { } insurance ? insurance with { Type = insurance.Type ?? "" } : null,
        EmergencyContact = EmergencyContact is { } contact ? contact with { Name = contact.Name ?? "", Phone = contact.Phone ?? "" } : null,
        LocalModelsOnly = LocalModelsOnly ?? false,
    };
}
