using System.Globalization;
using System.Text.Json;
using MediAgents.Records.Validation;

namespace MediAgents.Records.Profiles;

/// <summary>Reads a profile from JSON as the wire has it, unknown properties refused by name, and checks it.</summary>
public static class ProfileReader
{
    /// <param name="json">The object.</param>
    /// <param name="today">Nobody is born later.</param>
    public static Checked<PatientProfile> Read(JsonElement json, DateOnly today)
    {
        var problems = new ProblemList();
        var fields = new JsonFields(json, problems);
        var profile = new PatientProfile
        {
            Name = fields.Text("name"),
            DateOfBirth = ReadDate(fields, "date_of_birth", problems),
            Sex = fields.Text("sex"),
            BloodGroup = fields.Text("blood_group"),
            Phone = fields.Text("phone"),
            Email = fields.Text("email"),
            Address = fields.Text("address"),
            Language = fields.Text("language"),
            Conditions = fields.Texts("conditions", ProfileValidation.MaxEntries),
            Allergies = fields.Objects("allergies", ProfileValidation.MaxEntries, ReadAllergy),
            Medicines = fields.Objects("medicines", ProfileValidation.MaxEntries, ReadMedicine),
            Insurance = fields.Object("insurance") is { } insurance ? ReadInsurance(insurance) : null,
            EmergencyContact = fields.Object("emergency_contact") is { } contact ? ReadContact(contact) : null,
            LocalModelsOnly = fields.Flag("local_models_only"),
        };
        fields.RefuseRest();
        return problems.IsEmpty ? ProfileValidation.Check(profile, today) : problems.Judge(profile);
    }

    private static DateOnly? ReadDate(JsonFields fields, string name, ProblemList problems)
    {
        if (fields.Text(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        problems.Add(fields.PathOf(name), "is not a date, written 1956-03-07.");
        return null;
    }

    private static ProfileAllergy ReadAllergy(JsonFields fields)
    {
        var allergy = new ProfileAllergy(fields.Text("substance") ?? "", fields.Text("reaction"));
        fields.RefuseRest();
        return allergy;
    }

    private static ProfileMedicine ReadMedicine(JsonFields fields)
    {
        var medicine = new ProfileMedicine(fields.Text("name") ?? "", fields.Text("dose"), fields.Text("frequency"));
        fields.RefuseRest();
        return medicine;
    }

    private static ProfileInsurance ReadInsurance(JsonFields fields)
    {
        var insurance = new ProfileInsurance(fields.Text("type") ?? "", fields.Text("insurer"), fields.Text("policy_number"));
        fields.RefuseRest();
        return insurance;
    }

    private static EmergencyContact ReadContact(JsonFields fields)
    {
        var contact = new EmergencyContact(fields.Text("name") ?? "", fields.Text("phone") ?? "", fields.Text("relation"));
        fields.RefuseRest();
        return contact;
    }
}
