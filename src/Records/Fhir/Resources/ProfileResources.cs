using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Writing;
using MediAgents.Records.Profiles;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>The profile: Patient, Coverage, and what stands in it of conditions, allergies, medicines and blood group.</summary>
internal static class ProfileResources
{
    public static IEnumerable<FhirResource> Of(PatientProfile? profile, Subject subject)
    {
        yield return new FhirResource(subject.Patient, Patient(profile ?? new PatientProfile()));
        if (profile is null)
            yield break;
        if (subject.Coverage is { } coverage)
            yield return new FhirResource(coverage, Coverage(profile.Insurance!, subject));
        if (FhirText.Clean(profile.BloodGroup) is { } group)
            yield return new FhirResource(subject.Id("Observation", "profile-blood-group"), BloodGroup(group, subject));
        foreach (var (number, condition) in Numbered(profile.Conditions, FhirText.Clean))
            yield return new FhirResource(subject.Id("Condition", $"profile-condition-{number}"), Condition(condition, subject));
        foreach (var (number, allergy) in Numbered(profile.Allergies, allergy => FhirText.Clean(allergy.Substance) is null ? null : allergy))
            yield return new FhirResource(subject.Id("AllergyIntolerance", $"profile-allergy-{number}"), Allergy(allergy, subject));
        foreach (var (number, medicine) in Numbered(profile.Medicines, medicine => FhirText.Clean(medicine.Name) is null ? null : medicine))
            yield return new FhirResource(subject.Id("MedicationStatement", $"profile-medicine-{number}"), Medicine(medicine, subject));
    }

    private static JsonObject Patient(PatientProfile profile) => Node.Of(
        ("active", true),
        ("name", Node.List(Concepts.Said(profile.Name))),
        ("telecom", Node.List(Contact("phone", profile.Phone), Contact("email", profile.Email))),
        ("gender", profile.Sex is "female" or "male" or "other" or "unknown" ? profile.Sex : null),
        ("birthDate", profile.DateOfBirth is { } born ? FhirText.Date(born) : null),
        ("address", Node.List(Concepts.Said(profile.Address))),
        ("contact", Node.List(Emergency(profile.EmergencyContact))),
        ("communication", Node.List(Language(profile.Language))));

    private static JsonObject? Contact(string system, string? value) =>
        FhirText.Clean(value) is { } clean ? Node.Of(("system", system), ("value", clean)) : null;

    private static JsonObject? Emergency(EmergencyContact? contact)
    {
        if (contact is null || FhirText.Clean(contact.Name) is null && FhirText.Clean(contact.Phone) is null)
            return null;
        return Node.Of(
            ("relationship", Node.List(Concepts.Said(contact.Relation))),
            ("name", Concepts.Said(contact.Name)),
            ("telecom", Node.List(Contact("phone", contact.Phone))));
    }

    private static JsonObject? Language(string? language)
    {
        var code = language switch { "english" => "en", "hindi" => "hi", "bengali" => "bn", "tamil" => "ta", _ => null };
        return code is null ? null : Node.Of(("language", Concepts.Coded(CodeSystems.Languages, code, text: language)), ("preferred", true));
    }

    private static JsonObject Coverage(ProfileInsurance insurance, Subject subject) => Node.Of(
        ("status", "active"),
        ("type", Concepts.Said(insurance.Type)),
        ("subscriberId", FhirText.Clean(insurance.PolicyNumber)),
        ("beneficiary", Concepts.To(subject.Patient)),
        ("payor", Node.List(Concepts.Named(insurance.Insurer) ?? Concepts.Named(insurance.Type) ?? Concepts.Named("unknown"))));

    /// <summary>LOINC 882-1: ABO and Rh group [Type] in Blood.</summary>
    private static JsonObject BloodGroup(string group, Subject subject) => Node.Of(
        ("status", "final"),
        ("category", Node.List(Concepts.Coded(CodeSystems.ObservationCategory, "laboratory"))),
        ("code", Concepts.Coded(CodeSystems.Loinc, "882-1", "ABO and Rh group [Type] in Blood", "Blood group")),
        ("subject", Concepts.To(subject.Patient)),
        ("valueString", group));

    private static JsonObject Condition(string condition, Subject subject) => Node.Of(
        ("clinicalStatus", Concepts.Coded(CodeSystems.ConditionClinical, "active")),
        ("category", Node.List(Concepts.Coded(CodeSystems.ConditionCategory, "problem-list-item"))),
        ("code", Concepts.Said(condition)),
        ("subject", Concepts.To(subject.Patient)));

    private static JsonObject Allergy(ProfileAllergy allergy, Subject subject) => Node.Of(
        ("clinicalStatus", Concepts.Coded(CodeSystems.AllergyClinical, "active")),
        ("code", Concepts.Said(allergy.Substance)),
        ("patient", Concepts.To(subject.Patient)),
        ("reaction", Node.List(Concepts.Said(allergy.Reaction) is { } reaction ? Node.Of(("manifestation", Node.List(reaction))) : null)));

    private static JsonObject Medicine(ProfileMedicine medicine, Subject subject) => Node.Of(
        ("status", "active"),
        ("medicationCodeableConcept", Concepts.Said(medicine.Name)),
        ("subject", Concepts.To(subject.Patient)),
        ("dosage", Node.List(Concepts.Said(string.Join(", ", new[] { medicine.Dose, medicine.Frequency }.Select(FhirText.Clean).OfType<string>())))));

    private static IEnumerable<(int Number, T Item)> Numbered<T>(IEnumerable<T> items, Func<T, T?> clean)
        where T : class =>
        items.Select((item, index) => (Number: index + 1, Item: clean(item))).Where(pair => pair.Item is not null)!;
}
