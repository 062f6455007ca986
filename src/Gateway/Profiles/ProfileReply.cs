using MediAgents.Records.Profiles;

namespace MediAgents.Gateway.Profiles;

/// <summary>A profile in one of its versions; what it says stands at the top level.</summary>
/// <param name="Version">1, 2, 3 ...; the ETag.</param>
public sealed record ProfileReply(
    int Version,
    string? Name,
    DateOnly? DateOfBirth,
    string? Sex,
    string? BloodGroup,
    string? Phone,
    string? Email,
    string? Address,
    string? Language,
    IReadOnlyList<string> Conditions,
    IReadOnlyList<ProfileAllergy> Allergies,
    IReadOnlyList<ProfileMedicine> Medicines,
    ProfileInsurance? Insurance,
    EmergencyContact? EmergencyContact,
    bool LocalModelsOnly,
    DateTimeOffset UpdatedAt)
{
    public static ProfileReply Of(StoredProfile stored)
    {
        var profile = stored.Profile;
        return new ProfileReply(
            stored.Version,
            profile.Name,
            profile.DateOfBirth,
            profile.Sex,
            profile.BloodGroup,
            profile.Phone,
            profile.Email,
            profile.Address,
            profile.Language,
            profile.Conditions,
            profile.Allergies,
            profile.Medicines,
            profile.Insurance,
            profile.EmergencyContact,
            profile.LocalModelsOnly,
            stored.UpdatedAt);
    }
}
