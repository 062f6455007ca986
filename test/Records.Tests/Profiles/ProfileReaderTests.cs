using System.Text.Json;
using MediAgents.Records.Profiles;
using MediAgents.Records.Validation;

namespace MediAgents.Records.Tests.Profiles;

public sealed class ProfileReaderTests
{
    [Fact]
    public void A_profile_is_read_whole()
    {
        var profile = Read("""
            {"name":" Asha Rao ","date_of_birth":"1956-03-07","sex":"female","blood_group":"O+","phone":"+91 98765-43210","email":"asha@example.org",
             "address":"12 MG Road\nPune","language":"hindi","conditions":["hypertension"],"allergies":[{"substance":"penicillin","reaction":"rash"}],
             "medicines":[{"name":"Metformin","dose":"500 mg","frequency":"twice a day"}],"insurance":{"type":"cghs","policy_number":"C-1"},
             "emergency_contact":{"name":"Ravi","phone":"9876543210","relation":"son"}}
            """).Value.ShouldNotBeNull();
        (profile.Name, profile.DateOfBirth, profile.Address).ShouldBe(("Asha Rao", new DateOnly(1956, 3, 7), "12 MG Road\nPune"));
        profile.Medicines.ShouldBe([new ProfileMedicine("Metformin", "500 mg", "twice a day")]);
        profile.EmergencyContact.ShouldBe(new EmergencyContact("Ravi", "9876543210", "son"));
    }

    [Theory]
    [InlineData("""{"nickname":"x"}""", "nickname")]
    [InlineData("""{"date_of_birth":"2026-11-21"}""", "date_of_birth")]
    [InlineData("""{"date_of_birth":"07.03.1956"}""", "date_of_birth")]
    [InlineData("""{"date_of_birth":"1899-12-31"}""", "date_of_birth")]
    [InlineData("""{"sex":"F"}""", "sex")]
    [InlineData("""{"blood_group":"O"}""", "blood_group")]
    [InlineData("""{"phone":"12-34"}""", "phone")]
    [InlineData("""{"phone":"1234567890123456"}""", "phone")]
    [InlineData("""{"phone":"12345678x"}""", "phone")]
    [InlineData("""{"email":"asha"}""", "email")]
    [InlineData("""{"email":"a@b@c.org"}""", "email")]
    [InlineData("""{"language":"french"}""", "language")]
    [InlineData("""{"conditions":["x",""]}""", "conditions[1]")]
    [InlineData("""{"conditions":[1]}""", "conditions[0]")]
    [InlineData("""{"allergies":[{"reaction":"rash"}]}""", "allergies[0].substance")]
    [InlineData("""{"medicines":[{"name":"x","price":1}]}""", "medicines[0].price")]
    [InlineData("""{"insurance":{"type":"lic"}}""", "insurance.type")]
    [InlineData("""{"emergency_contact":{"name":"Ravi"}}""", "emergency_contact.phone")]
    public void What_is_wrong_is_refused_by_its_field(string json, string field)
    {
        var problems = Read(json).Problems;
        problems.Select(problem => problem.Field).Distinct().ShouldBe([field]);
    }

    [Fact]
    public void A_list_has_at_most_a_hundred_entries()
    {
        Read(JsonSerializer.Serialize(new { conditions = Enumerable.Repeat("x", 100) })).IsGood.ShouldBeTrue();
        Read(JsonSerializer.Serialize(new { conditions = Enumerable.Repeat("x", 101) })).Problems.ShouldHaveSingleItem().Reason.ShouldBe("has more than 100 entries.");
    }

    private static Checked<PatientProfile> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ProfileReader.Read(document.RootElement, new DateOnly(2026, 11, 20));
    }
}
