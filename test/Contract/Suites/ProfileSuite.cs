using System.Text.Json;
using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;

namespace MediAgents.Contract.Suites;

/// <summary>What a store of profiles promises.</summary>
public abstract class ProfileSuite : RecordsSuite
{
    private IProfileStore Profiles => Stores.Profiles;

    [Fact]
    public async Task A_profile_comes_back_as_it_was_in_all_its_versions()
    {
        var profile = new PatientProfile
        {
            Name = "Asha Rao",
            DateOfBirth = new DateOnly(1956, 3, 7),
            Conditions = ["hypertension"],
            Allergies = [new ProfileAllergy("penicillin", "rash")],
            Medicines = [new ProfileMedicine("Metformin", "500 mg", "twice a day")],
            Insurance = new ProfileInsurance("cghs"),
            EmergencyContact = new EmergencyContact("Ravi Rao", "+91 98765 43210", "son"),
        };
        (await Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "Asha" }, expectedVersion: 0)).ShouldNotBeNull().Version.ShouldBe(1);
        Stores.Time.Advance(TimeSpan.FromDays(1));
        (await Profiles.PutAsync(Asha.Scope(), profile, expectedVersion: 1)).ShouldNotBeNull();

        var found = (await Profiles.FindAsync(Asha.Scope())).ShouldNotBeNull();
        JsonSerializer.Serialize(found.Profile, WireJson.Options).ShouldBe(JsonSerializer.Serialize(profile, WireJson.Options));
        (found.Version, found.UpdatedAt).ShouldBe((2, Stores.Time.GetUtcNow()));
        (await Profiles.HistoryAsync(Asha.Scope())).Select(stored => stored.Profile.Name).ShouldBe(["Asha", "Asha Rao"]);
        (await Profiles.FindAsync(Ravi.Scope())).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task A_profile_based_on_another_version_is_refused(int expectedVersion)
    {
        await Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "Asha" }, expectedVersion: 0);
        (await Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = "lost" }, expectedVersion)).ShouldBeNull();
        (await Profiles.FindAsync(Asha.Scope()))!.Profile.Name.ShouldBe("Asha");
    }

    [Fact]
    public async Task Every_access_is_noted()
    {
        await Profiles.FindAsync(Asha.Scope());
        await Profiles.PutAsync(Asha.Scope(), new PatientProfile(), 0);
        await Profiles.PutAsync(Asha.Scope(), new PatientProfile(), 0);
        await Profiles.FindAsync(Asha.Scope());
        (await TrailAsync()).ShouldBe(["profile.read - NotFound 0", "profile.write - Ok 1", "profile.write - Conflict 1", "profile.read - Ok 1"]);
    }
}
