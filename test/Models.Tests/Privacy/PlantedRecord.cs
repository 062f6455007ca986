using FsCheck;
using FsCheck.Fluent;
using MediAgents.Models.Privacy;

namespace MediAgents.Models.Tests.Privacy;

/// <summary>A record of somebody who does not exist, and text that names them in the ways people write.</summary>
internal sealed record PlantedRecord(RecordIdentifiers Identifiers, string Text, IReadOnlyList<string> Planted)
{
    private static readonly string[] FirstNames = ["Asha", "Ravi", "Meenakshi", "Joy", "अर्जुन", "Grace", "José", "Mohammed", "Li", "தமிழ்"];
    private static readonly string[] LastNames = ["Sharma", "Venkataraman", "D'Souza", "Khan", "Chatterjee-Roy", "वर्मा", "Brown", "Iyer"];
    private static readonly string[] Streets = ["14 Lotus Lane", "Flat 4B, Sea View", "H.No. 221/B", "Ward 7 Colony"];
    private static readonly string[] Towns = ["Koramangala, Bengaluru 560034", "Dadar; Mumbai", "Salt Lake\nKolkata", "Anna Nagar, Chennai, Tamil Nadu"];
    private static readonly string[] Between = [" came with chest pain. ", ", who was seen earlier, ", "\nAdvice: rest. ", " (see above) ", ": ", " – ", " [NOTE_1] ", " BP 140/90, Hb 11.2 g/dL. "];

    /// <summary>Random records and texts.</summary>
    public static Arbitrary<PlantedRecord> Any { get; } = (
        from first in Gen.Elements(FirstNames)
        from last in Gen.Elements(LastNames)
        from relative in Gen.Elements(FirstNames)
        from doctor in Gen.Elements(LastNames)
        from born in Gen.Choose(0, 36_000)
        from phone in Gen.Choose(600_000_000, 999_999_999)
        from street in Gen.Elements(Streets)
        from town in Gen.Elements(Towns)
        from number in Gen.Choose(100_000, 9_999_999)
        from pieces in Gen.ArrayOf(from what in Gen.Choose(0, 8) from form in Gen.Choose(0, 5) from between in Gen.Elements(Between) select (what, form, between), 12)
        select Make(
            new RecordIdentifiers
            {
                Name = $"{first} {last}",
                DateOfBirth = new DateOnly(1920, 1, 1).AddDays(born),
                Phones = [$"+91 {phone}{phone % 10}"],
                Emails = [$"{number}.{(char.IsAscii(first[0]) && first.All(char.IsAsciiLetter) ? first : "x")}@example.org"],
                Addresses = [$"{street}, {town}"],
                HospitalNumbers = [$"UH/{number}-A"],
                InsuranceNumbers = [$"POL{number}99"],
                RelativeNames = [relative],
                DoctorNames = [$"Dr {doctor}"],
            },
            pieces)).ToArbitrary();

    public override string ToString() => $"{Identifiers}\n{Text}";

    private static PlantedRecord Make(RecordIdentifiers identifiers, (int What, int Form, string Between)[] pieces)
    {
        string[] values =
        [
            identifiers.Name!, identifiers.Name!.Split(' ')[0], identifiers.Phones[0], identifiers.Emails[0], identifiers.Addresses[0],
            identifiers.HospitalNumbers[0], identifiers.InsuranceNumbers[0], identifiers.RelativeNames[0], identifiers.DoctorNames[0][3..],
        ];
        var written = pieces.Select(piece => Write(values[piece.What], piece.What, piece.Form)).ToList();
        var born = identifiers.DateOfBirth!.Value;
        string[] dates = [born.ToString("yyyy-MM-dd"), born.ToString("dd/MM/yyyy"), born.ToString("d MMM yyyy"), born.ToString("dd-MM-yyyy"), born.ToString("MMMM d, yyyy")];
        var date = dates[pieces[0].Form % dates.Length];
        var text = string.Concat(written.Zip(pieces, (one, piece) => one + piece.Between)) + " born " + date + ".";
        return new PlantedRecord(identifiers, text, [.. written, date]);
    }

    /// <summary>The same in other letters or with other divisions, as people write names, phones and numbers.</summary>
    private static string Write(string value, int what, int form) => (what, form) switch
    {
        // A first name that is also a word counts only with a capital: lower case is no planted name then.
        (0 or 3 or 5 or 6, 1) => value.ToLowerInvariant(),
        (_, 2) when what != 4 => value.ToUpperInvariant(),
        (0, 3) => value.Replace(" ", "  ", StringComparison.Ordinal),
        (0, 4) => value.Replace(' ', '.'),
        (2, 3) => value.Replace("+91 ", "", StringComparison.Ordinal),
        (2, 4) => value.Replace("+91 ", "0", StringComparison.Ordinal),
        (2, 5) => value.Insert(9, "-"),
        (5, 4) => value.Replace("/", " ", StringComparison.Ordinal),
        _ => value,
    };
}
