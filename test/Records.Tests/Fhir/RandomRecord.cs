using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Fhir;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Fhir;

/// <summary>Records of every shape the stores admit, and a little beyond, from a seed.</summary>
internal sealed class RandomRecord(int seed)
{
    private static readonly string[] Words =
    [
        "Type 2 diabetes", "HbA1c", " ", "", "मधुमेह", "\u00A0\u2003", "line\r\nbreak\tand \u0001 control", "quotes \" and \\ and </script>", "😀", "\uFEFFmark",
    ];

    private static readonly string[] Times =
    [
        "1900", "2019", "2199", "2019-03", "2019-03-07", "2020-02-29", "2019-03-07T10:30+05:30", "2019-03-07T23:59:59.1234567-12:00",
        "2019-03-08T00:30:00+14:00", "2019-03-07T10:30:00Z", "2027-01-01T09:00:00+05:30", "2027-01-01T09:30:00+05:30",
    ];

    private static readonly string[] Systems = ["icd-10-cm", "icd-10", "loinc", "snomed-ct", "rxnorm", "atc", "cghs", "other"];
    private static readonly string[] Units = ["mg/dL", "mg %", "µg/dL", "mmHg", "lakhs/cumm", "INR", "splinters", " "];
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(5.5));

    private readonly Random random = new(seed);

    public BundledRecord Next()
    {
        var documents = Many(3, number => new DocumentListing(new DocumentId($"d_{number:d26}"), One("application/pdf", "text/plain; charset=utf-8", "nonsense"), Text(), random.Next(), Now));
        var events = Many(12, number => Event(number, documents));
        return new BundledRecord
        {
            Patient = new PatientId(new string('a', 64)),
            Time = Now,
            Profile = Maybe(Profile),
            Documents = documents,
            Events = events.ToAsyncEnumerable(),
            Bills = Many(2, Bill).ToAsyncEnumerable(),
        };
    }

    public TimelineEvent Event(int number, IReadOnlyList<DocumentListing> documents) => new(
        $"e_{number:d26}",
        random.Next(1, 9),
        One(Enum.GetValues<EventStatus>()),
        new EventContent
        {
            Type = One(Enum.GetValues<EventType>()),
            Title = Text() ?? "Untitled",
            Description = Text(),
            OccurredAt = EventTime.Parse(One(Times)),
            EndedAt = random.Next(2) == 0 ? null : EventTime.Parse(One(Times)),
            Code = Maybe(() => new EventCode(One(Systems), One("I10", " E11 .9 ", "4548-4"), Text())),
            BodyPart = Text(),
            Specialty = Text(),
            Severity = One("mild", "moderate", "severe", null, "dreadful"),
            Measurements = Many(3, _ => Measurement()),
            Source = Text(),
            Evidence = Maybe(() => new EventEvidence(documents.Count > 0 && random.Next(3) > 0 ? One([.. documents]).Id.Value : "d_elsewhere", One<int?>(1, null), Text() ?? "", 0, 1, 0.5)),
        },
        Now,
        Now,
        Principal.Loopback,
        number + 1);

    private Measurement Measurement() => new(
        Text() ?? "Glucose", Number(), Text(), One(Units), Number(), Number(), One("low", "normal", "high", "abnormal", null, "odd"));

    private PatientProfile Profile() => new()
    {
        Name = Text(),
        DateOfBirth = One<DateOnly?>(new DateOnly(1950, 2, 28), null),
        Sex = One("female", "male", "other", "unknown", null),
        BloodGroup = One("O+", null),
        Phone = One("+91 98765 43210", null),
        Email = One("a@example.org", null),
        Address = Text(),
        Language = One("english", "tamil", null, "klingon"),
        Conditions = Many(3, _ => Text() ?? ""),
        Allergies = Many(3, _ => new ProfileAllergy(Text() ?? "", Text())),
        Medicines = Many(3, _ => new ProfileMedicine(Text() ?? "", Text(), Text())),
        Insurance = Maybe(() => new ProfileInsurance(One("cghs", "none", "private"), Text(), Text())),
        EmergencyContact = Maybe(() => new EmergencyContact(Text() ?? "", One("112", ""), Text())),
    };

    private AuditedBill Bill(int number) => new(
        $"a_{number:d26}", Now, One<DateOnly?>(new DateOnly(2026, 1, 31), null), Text(), Many(3, line => new BilledLine(line, Text() ?? "", null, Number(), Text(), Number(), 12.50m)), 1, 2, 3);

    private decimal? Number() => One<decimal?>(null, 0, -1.50m, 0.0000000000000000000000000001m, decimal.MaxValue, 140);

    private string? Text() => random.Next(4) == 0 ? null : One(Words);

    private T One<T>(params T[] among) => among[random.Next(among.Length)];

    private T? Maybe<T>(Func<T> make)
        where T : class => random.Next(3) == 0 ? null : make();

    private List<T> Many<T>(int most, Func<int, T> make) => [.. Enumerable.Range(1, random.Next(most + 1)).Select(make)];
}
