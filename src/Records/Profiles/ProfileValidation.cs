using MediAgents.Records.Validation;

namespace MediAgents.Records.Profiles;

/// <summary>The limits of a profile, as <see cref="PatientProfile"/> tells them.</summary>
public static class ProfileValidation
{
    public const int MaxName = 200, MaxEmail = 254, MaxAddress = 500, MaxEntries = 100, MaxEntry = 200, MaxShort = 100, MaxPolicyNumber = 64;
    public const int MinPhoneDigits = 7, MaxPhoneDigits = 15;

    private const int MaxPhone = 32;

    public static IReadOnlyList<string> Sexes { get; } = ["female", "male", "other", "unknown"];

    public static IReadOnlyList<string> BloodGroups { get; } = ["A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"];

    public static IReadOnlyList<string> Languages { get; } = ["english", "hindi", "bengali", "tamil"];

    public static IReadOnlyList<string> InsuranceTypes { get; } = ["cghs", "esi", "pmjay", "private", "none"];

    private static readonly DateOnly EarliestBirth = new(1900, 1, 1);

    /// <summary>The profile in its normal form, or what is wrong with it.</summary>
    public static Checked<PatientProfile> Check(PatientProfile profile, DateOnly today)
    {
        var problems = new ProblemList();
        if (profile.DateOfBirth is { } born && (born < EarliestBirth || born > today))
            problems.Add("date_of_birth", "is before 1900 or in the future.");
        CheckCount(profile.Conditions.Count, "conditions", problems);
        CheckCount(profile.Allergies.Count, "allergies", problems);
        CheckCount(profile.Medicines.Count, "medicines", problems);
        return problems.Judge(profile with
        {
            Name = TextRules.Check(profile.Name, MaxName, "name", problems),
            Sex = TextRules.CheckWord(profile.Sex, Sexes, "sex", problems),
            BloodGroup = TextRules.CheckWord(profile.BloodGroup, BloodGroups, "blood_group", problems),
            Phone = CheckPhone(profile.Phone, "phone", problems),
            Email = CheckEmail(profile.Email, problems),
            Address = TextRules.Check(profile.Address, MaxAddress, "address", problems, lines: true),
            Language = TextRules.CheckWord(profile.Language, Languages, "language", problems),
            Conditions = Each(profile.Conditions, "conditions", (one, at) => TextRules.Require(one, MaxEntry, at, problems)),
            Allergies = Each(profile.Allergies, "allergies", (one, at) => new ProfileAllergy(
                TextRules.Require(one.Substance, MaxEntry, $"{at}.substance", problems),
                TextRules.Check(one.Reaction, MaxEntry, $"{at}.reaction", problems))),
            Medicines = Each(profile.Medicines, "medicines", (one, at) => new ProfileMedicine(
                TextRules.Require(one.Name, MaxEntry, $"{at}.name", problems),
                TextRules.Check(one.Dose, MaxShort, $"{at}.dose", problems),
                TextRules.Check(one.Frequency, MaxShort, $"{at}.frequency", problems))),
            Insurance = profile.Insurance is { } insurance ? CheckInsurance(insurance, problems) : null,
            EmergencyContact = profile.EmergencyContact is { } contact ? CheckContact(contact, problems) : null,
        });
    }

    private static void CheckCount(int count, string field, ProblemList problems)
    {
        if (count > MaxEntries)
            problems.Add(field, $"has more than {MaxEntries} entries.");
    }

    private static IReadOnlyList<T> Each<T>(IReadOnlyList<T> entries, string field, Func<T, string, T> check) =>
        [.. entries.Take(MaxEntries).Select((entry, i) => check(entry, $"{field}[{i}]"))];

    private static ProfileInsurance CheckInsurance(ProfileInsurance insurance, ProblemList problems) => new(
        TextRules.CheckWord(insurance.Type, InsuranceTypes, "insurance.type", problems) ?? "",
        TextRules.Check(insurance.Insurer, MaxEntry, "insurance.insurer", problems),
        TextRules.Check(insurance.PolicyNumber, MaxPolicyNumber, "insurance.policy_number", problems));

    private static EmergencyContact CheckContact(EmergencyContact contact, ProblemList problems)
    {
        if (string.IsNullOrWhiteSpace(contact.Phone))
            problems.Add("emergency_contact.phone", "is missing.");
        return new EmergencyContact(
            TextRules.Require(contact.Name, MaxName, "emergency_contact.name", problems),
            CheckPhone(contact.Phone, "emergency_contact.phone", problems) ?? "",
            TextRules.Check(contact.Relation, MaxShort, "emergency_contact.relation", problems));
    }

    // ITU-T E.164, 6: at most 15 digits.
    private static string? CheckPhone(string? phone, string field, ProblemList problems)
    {
        if (TextRules.Check(phone, MaxPhone, field, problems) is not { } text)
            return null;
        var number = text.StartsWith('+') ? text.AsSpan(1) : text;
        var digits = 0;
        foreach (var character in number)
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        if (digits is >= MinPhoneDigits and <= MaxPhoneDigits && !number.ContainsAnyExcept(PhoneCharacters))
            return text;
        problems.Add(field, $"is not a telephone number of {MinPhoneDigits} to {MaxPhoneDigits} digits; spaces, hyphens and a leading + may stand between.");
        return null;
    }

    // No more than that there is something before and after one @: whether it exists only a letter to it can tell.
    private static string? CheckEmail(string? email, ProblemList problems)
    {
        if (TextRules.Check(email, MaxEmail, "email", problems) is not { } text)
            return null;
        if (text.Split('@') is [{ Length: > 0 }, { Length: > 2 } host] && host.IndexOf('.') > 0 && !host.EndsWith('.') && !text.Any(char.IsWhiteSpace))
            return text;
        problems.Add("email", "is not an e-mail address.");
        return null;
    }

    private static readonly System.Buffers.SearchValues<char> PhoneCharacters = System.Buffers.SearchValues.Create("0123456789 -");
}
