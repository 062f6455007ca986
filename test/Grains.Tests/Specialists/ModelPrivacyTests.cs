using MediAgents.Contract.Storage;
using MediAgents.ModelServer.Replies;
using MediAgents.Primitives;
using MediAgents.Records.Profiles;

namespace MediAgents.Grains.Tests.Specialists;

public sealed class ModelPrivacyTests
{
    private const string Question = "How is migraine treated?";

    private static readonly PatientProfile Planted = new()
    {
        Name = "Sulochana Deshpande",
        DateOfBirth = new DateOnly(1961, 2, 28),
        Sex = "female",
        BloodGroup = "O+",
        Phone = "+91 98765 43210",
        Email = "sulo.d@example.org",
        Address = "12 Lotus Lane, Shivajinagar, Pune",
        Language = "english",
        Conditions = ["Hypertension"],
        Allergies = [new ProfileAllergy("Penicillin", "Rash")],
        Medicines = [new ProfileMedicine("Amlodipine", "5 mg", "once a day")],
        Insurance = new ProfileInsurance("private", "Acme", "PX-7781-22"),
        EmergencyContact = new EmergencyContact("Madhukar Deshpande", "+91 91234 56780", "husband"),
    };

    /// <summary>What tells who the patient is, by property.</summary>
    private static readonly Dictionary<string, string[]> Identifying = new()
    {
        [nameof(PatientProfile.Name)] = ["Sulochana", "Deshpande"],
        [nameof(PatientProfile.DateOfBirth)] = ["1961-02-28", "28 February 1961", "28/02/1961"],
        [nameof(PatientProfile.Phone)] = ["98765 43210", "9876543210"],
        [nameof(PatientProfile.Email)] = ["sulo.d@example.org"],
        [nameof(PatientProfile.Address)] = ["12 Lotus Lane", "Shivajinagar"],
        [nameof(PatientProfile.Insurance)] = ["PX-7781-22"],
        [nameof(PatientProfile.EmergencyContact)] = ["Madhukar", "91234 56780"],
    };

    /// <summary>What tells how the patient is; a model needs it.</summary>
    private static readonly string[] Clinical =
    [
        nameof(PatientProfile.Sex), nameof(PatientProfile.BloodGroup), nameof(PatientProfile.Language), nameof(PatientProfile.Conditions),
        nameof(PatientProfile.Allergies), nameof(PatientProfile.Medicines), nameof(PatientProfile.LocalModelsOnly),
    ];

    [Fact]
    public void Every_field_of_a_profile_is_either_told_to_models_or_kept_from_them() =>
        typeof(PatientProfile).GetProperties().Where(property => property.GetMethod!.IsPublic).Select(property => property.Name)
            .ShouldBe([.. Identifying.Keys, .. Clinical], ignoreOrder: true);

    [Fact]
    public async Task No_remote_model_sees_what_a_profile_says_of_who_the_patient_is()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        await modelled.Agents.Profiles.PutAsync(TestAgents.Asha.Scope(), Planted, 0);
        modelled.Remote.Next(
            Reply.ToolCalls(("patient_profile", "{}"), ("search_knowledge", """{"query":"migraine"}""")),
            Reply.Text("Rest in a dark room. [k1]"));

        await modelled.ConsultAsync(
            "neurologist",
            $"{Question} It concerns {string.Join(" and ", Identifying.Values.SelectMany(words => words))}.");

        modelled.Remote.Requests.Count.ShouldBe(2);
        foreach (var words in Identifying.Values.SelectMany(words => words))
            modelled.Remote.Requests.ShouldAllBe(request => !request.Text.Contains(words, StringComparison.OrdinalIgnoreCase), words);
        modelled.Remote.Requests[^1].Text.ShouldContain("Amlodipine");
    }

    [Fact]
    public async Task What_a_remote_model_writes_of_a_token_is_told_with_the_patients_own_words()
    {
        await using var modelled = await ModelledAgents.StartAsync();
        await modelled.Agents.Profiles.PutAsync(TestAgents.Asha.Scope(), Planted, 0);
        modelled.Remote.Always(Reply.Text("Rest, [PATIENT_", "NAME_1], in a dark room. [k1]"));

        var steps = await modelled.ConsultAsync("neurologist", $"{Question} asks Sulochana Deshpande.");

        string.Concat(steps.Select(step => step.Text)).ShouldBe("Rest, Sulochana Deshpande, in a dark room.");
        steps[^1].Opinion.ShouldNotBeNull().Sentences[0].Text.ShouldBe("Rest, Sulochana Deshpande, in a dark room.");
    }

    [Fact]
    public async Task A_patient_for_local_models_only_is_known_to_the_local_endpoint_alone()
    {
        await using var modelled = await ModelledAgents.StartAsync(hasLocal: true, ("MODEL_FALLBACK", "second"));
        await modelled.Agents.Profiles.PutAsync(TestAgents.Asha.Scope(), Planted with { LocalModelsOnly = true }, 0);
        modelled.Local.Always(Reply.Text("Rest in a dark room. [k1]"));

        var opinion = (await modelled.ConsultAsync("neurologist", Question))[^1].Opinion.ShouldNotBeNull();

        opinion.Sentences.ShouldHaveSingleItem().Text.ShouldBe("Rest in a dark room.");
        modelled.Local.Requests.ShouldHaveSingleItem().Model.ShouldBe("ours");
        modelled.Remote.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "No model could be reached; passages of the references are quoted.")]
    [InlineData(false, "This record is for local models only and none is set up; passages of the references are quoted.")]
    public async Task Where_no_local_model_answers_such_a_patient_is_answered_without_one(bool hasLocal, string note)
    {
        await using var modelled = await ModelledAgents.StartAsync(hasLocal, ("MODEL_FALLBACK", "second"));
        await modelled.Agents.Profiles.PutAsync(TestAgents.Asha.Scope(), Planted with { LocalModelsOnly = true }, 0);
        modelled.Local.Always(Reply.Error(503));

        var opinion = (await modelled.ConsultAsync("neurologist", Question))[^1].Opinion.ShouldNotBeNull();

        opinion.Note.ShouldBe(note);
        opinion.Level.ShouldNotBe(ConfidenceLevel.Refused);
        modelled.Remote.Requests.ShouldBeEmpty();
    }
}
