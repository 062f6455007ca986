using MediAgents.Contract.Storage;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Sealing;
using static MediAgents.Contract.Stores.Turns;

namespace MediAgents.Contract.Stores;

/// <summary>Profiles of patients, a version after the other.</summary>
public abstract class ProfileConformance(StoreUnderTest store) : StoreConformance(store)
{
    private static readonly PatientProfile Whole = new()
    {
        Name = "Asha \u0930\u093e\u0935",
        DateOfBirth = new DateOnly(1961, 2, 28),
        Sex = "female",
        BloodGroup = "O+",
        Language = "hindi",
        Conditions = ["Hypertension"],
        Allergies = [new ProfileAllergy("Penicillin", "rash")],
        Medicines = [new ProfileMedicine("Amlodipine", "5 mg", "once a day")],
        Insurance = new ProfileInsurance("cghs", PolicyNumber: "42"),
        EmergencyContact = new EmergencyContact("Ravi", "+91 98000 00000", "brother"),
    };

    private IProfileStore Profiles => Store.Profiles;

    [StoreFact]
    public async Task A_profile_comes_back_as_it_was()
    {
        (await Profiles.FindAsync(Asha.Scope())).ShouldBeNull();
        var stored = (await Profiles.PutAsync(Asha.Scope(), Whole, expectedVersion: 0)).ShouldNotBeNull();
        var found = (await Profiles.FindAsync(Asha.Scope())).ShouldNotBeNull();
        (found.Version, found.UpdatedAt).ShouldBe((1, stored.UpdatedAt));
        WireText(found.Profile).ShouldBe(WireText(Whole));
        (await Profiles.FindAsync(Ravi.Scope())).ShouldBeNull();
    }

    [StoreFact]
    public async Task Earlier_versions_are_kept_and_only_the_newest_can_be_followed()
    {
        await Profiles.PutAsync(Asha.Scope(), Whole, 0);
        await Profiles.PutAsync(Asha.Scope(), Whole with { Name = "Asha Rao" }, 1);
        foreach (var version in (int[])[0, 1, 3])
            (await Profiles.PutAsync(Asha.Scope(), new PatientProfile(), version)).ShouldBeNull();

        (await Profiles.HistoryAsync(Asha.Scope())).Select(one => (one.Version, one.Profile.Name)).ShouldBe([(1, Whole.Name), (2, "Asha Rao")]);
        (await Profiles.HistoryAsync(Ravi.Scope())).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Of_racing_writers_one_wins()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Profiles.PutAsync(Asha.Scope(), new PatientProfile { Name = $"{i}" }, 0).AsTask())));
        stored.Count(one => one is not null).ShouldBe(1);
        (await Profiles.FindAsync(Asha.Scope())).ShouldNotBeNull().Profile.Name.ShouldBe(stored.Single(one => one is not null)!.Profile.Name);
    }

    [StoreTheory]
    [InlineData("UPDATE profile SET content = (SELECT content FROM profile WHERE version = 1)")]
    [InlineData("UPDATE profile SET version = version + 5")]
    public async Task A_profile_opens_only_in_its_own_row(string tampering)
    {
        await Profiles.PutAsync(Asha.Scope(), Whole, 0);
        await Profiles.PutAsync(Asha.Scope(), Whole, 1);
        await Store.TamperAsync(tampering);
        await Should.ThrowAsync<SealBrokenException>(() => Profiles.FindAsync(Asha.Scope()).AsTask());
    }

    private static string WireText(PatientProfile profile) => System.Text.Json.JsonSerializer.Serialize(profile, WireJson.Options);
}
