using MediAgents.Primitives;
using MediAgents.Records.Profiles;

namespace MediAgents.Grains.Tools;

/// <summary>For tools that take no arguments.</summary>
public sealed record NoArguments;

/// <summary>Reads what of the patient's profile bears on an answer; who and where they are does not.</summary>
public sealed class ReadProfile(IProfileStore profiles, TimeProvider time) : AgentTool<NoArguments>(
    "patient_profile",
    "Read the patient's profile",
    "Reads the patient's age, sex, blood group, standing conditions, allergies and medicines as the patient has stated them. Use it before advising on medicines.")
{
    protected override async ValueTask<ToolResult> AnswerAsync(PatientScope scope, NoArguments arguments, CancellationToken cancellationToken)
    {
        if ((await profiles.FindAsync(scope, cancellationToken))?.Profile is not { } profile)
            return Answer(new { stated = false });
        return Answer(new
        {
            stated = true,
            ageYears = profile.DateOfBirth is { } born ? AgeOf(born) : (int?)null,
            profile.Sex,
            profile.BloodGroup,
            profile.Conditions,
            profile.Allergies,
            profile.Medicines,
            profile.Language,
        });
    }

    private int AgeOf(DateOnly born)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var years = today.Year - born.Year;
        return born.AddYears(years) > today ? years - 1 : years;
    }
}
