using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Reports.Asking;

/// <summary>The questions of <c>judged-questions.txt</c> and the reports they are put to.</summary>
internal static class JudgedRecords
{
    public static Report Ravi { get; } = TestRecord.Ravi().Draft();

    public static Report Meena { get; } = new TestRecord()
        .Profile(new PatientProfile
        {
            Name = "மீனா சுப்ரமணியன்",
            DateOfBirth = new DateOnly(1988, 6, 30),
            Sex = "female",
            Conditions = ["Migraine"],
            Allergies = [new ProfileAllergy("Ibuprofen", "swelling of the lips")],
            Medicines = [new ProfileMedicine("Levothyroxine", "75 mcg", "before breakfast"), new ProfileMedicine("Ferrous sulphate (iron)", "200 mg", "once a day")],
        })
        .Event(EventType.Diagnosis, "2017-05-04", "Hypothyroidism", content => content with { Code = new EventCode("icd-10", "E03.9") })
        .Event(EventType.Procedure, "2010", "Appendix removed (appendicectomy)")
        .Event(EventType.Vaccination, "2021-04-15", "COVID-19 vaccine, first dose")
        .Event(EventType.Encounter, "2025-12-02", "Admission to hospital: Dengue fever", content => content with { EndedAt = EventTime.Parse("2025-12-06"), Description = "High fever for four days, dengue antigen positive." })
        .Lab("2025-12-03", "Platelet count", 42, "10^9/L", 150, 410)
        .Lab("2026-08-12", "Platelet count", 210, "10^9/L", 150, 410)
        .Lab("2025-12-03", "Hb", 11.4m, "g/dL", 12, 15)
        .Lab("2026-03-01", "Haemoglobin", 9.8m, "g/dL", 12, 15)
        .Lab("2026-08-12", "Haemoglobin", 10.9m, "g/dL", 12, 15)
        .Lab("2025-05-20", "TSH", 3.1m, "mIU/L", 0.4m, 4.0m)
        .Lab("2026-09-01", "S. TSH", 6.9m, "mIU/L", 0.4m, 4.0m)
        .Event(EventType.VitalSign, "2026-09-01", "Blood pressure", content => content with { Measurements = [new Measurement("Blood pressure", Text: "118/76", Unit: "mmHg")] })
        .Event(EventType.Imaging, "2026-03-09", "Ultrasound abdomen", content => content with { BodyPart = "abdomen", Description = "Gallbladder normal, no stones." })
        .Event(EventType.Diagnosis, "2003-08", "Fracture of the left wrist", content => content with { EndedAt = EventTime.Parse("2003-10") })
        .Event(EventType.Symptom, "2026-10-10", "Palpitations", status: EventStatus.Proposed)
        .Opinion("neurologist", "2026-07-01", "Why do my headaches come in the morning?", "Poor sleep is a common trigger of morning headaches.", 0.81)
        .Audit("2026-01-08", "clean", 42000m, 0, "The bill of ₹42,000.00 shows nothing to object to.")
        .Draft();

    public static IReadOnlyList<(string Record, string Question, string Expected)> Questions { get; } =
    [..
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Reports", "Asking", "judged-questions.txt"))
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split('|')
        select (parts[0], parts[1], parts[2]),
    ];

    public static Report ReportOf(string record) => record.EndsWith('r') ? Ravi : Meena;
}
