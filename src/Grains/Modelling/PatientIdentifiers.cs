using MediAgents.Models.Privacy;
using MediAgents.Records.Profiles;

namespace MediAgents.Grains.Modelling;

/// <summary>What a profile says of who the patient is, as distinct from how they are.</summary>
internal static class PatientIdentifiers
{
    public static RecordIdentifiers Of(PatientProfile profile) => new()
    {
        Name = profile.Name,
        DateOfBirth = profile.DateOfBirth,
        Phones = Present(profile.Phone, profile.EmergencyContact?.Phone),
        Emails = Present(profile.Email),
        Addresses = Present(profile.Address),
        InsuranceNumbers = Present(profile.Insurance?.PolicyNumber),
        RelativeNames = Present(profile.EmergencyContact?.Name),
    };

    private static List<string> Present(params string?[] texts) => [.. texts.OfType<string>().Where(text => text.Length > 0)];
}
