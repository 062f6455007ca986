using MediAgents.Primitives;
using MediAgents.Records.Profiles;
using MediAgents.Records.Reports;
using MediAgents.Records.Reports.Drafting;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Reports;

/// <summary>Builds the record of a patient, an entry a line.</summary>
internal sealed class TestRecord
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    private readonly List<TimelineEvent> events = [];
    private readonly List<SpecialistOpinion> opinions = [];
    private readonly List<BillVerdict> audits = [];
    private StoredProfile? profile;

    public TestRecord Profile(PatientProfile about, int version = 1)
    {
        profile = new StoredProfile(version, about, default);
        return this;
    }

    public TestRecord Event(EventType type, string day, string title, Func<EventContent, EventContent>? with = null, EventStatus status = EventStatus.Confirmed, int version = 1)
    {
        var content = new EventContent { Type = type, Title = title, OccurredAt = EventTime.Parse(day) };
        var id = $"e_{events.Count + 1:00}";
        events.Add(new TimelineEvent(id, version, status, with?.Invoke(content) ?? content, default, default, Principal.Loopback, events.Count + 1));
        return this;
    }

    public TestRecord Lab(string day, string test, decimal value, string? unit = null, decimal? low = null, decimal? high = null, string? flag = null) =>
        Event(EventType.LabResult, day, test, content => content with { Measurements = [new Measurement(test, value, null, unit, low, high, flag)] });

    public TestRecord Opinion(string specialist, string day, string question, string? summary, double confidence)
    {
        opinions.Add(new SpecialistOpinion(specialist, $"r_{opinions.Count + 1}", EventTime.Parse(day).Start, question, summary, confidence));
        return this;
    }

    public TestRecord Audit(string day, string verdict, decimal claimed, decimal disputed, string headline)
    {
        audits.Add(new BillVerdict($"a_{audits.Count + 1}", "d_1", EventTime.Parse(day).Start, verdict, claimed, disputed, headline));
        return this;
    }

    public ReportMaterial Material => new()
    {
        Profile = profile,
        Events = [.. events.OrderBy(one => one.Content.OccurredAt.Start).ThenBy(one => one.Position)],
        Opinions = opinions,
        Audits = audits,
    };

    public Report Draft(string? from = null, string? to = null, DateOnly? today = null) => ReportDraft.Of(
        Material,
        new ReportOrder("Doctor report", new ReportPeriod(Time(from), Time(to))),
        today ?? Today,
        new ConfidenceThresholds());

    /// <summary>A man of 65 with diabetes, and something of everything.</summary>
    public static TestRecord Ravi() => new TestRecord()
        .Profile(new PatientProfile
        {
            Name = "रवि कुमार",
            DateOfBirth = new DateOnly(1961, 3, 7),
            Sex = "male",
            BloodGroup = "O+",
            Conditions = ["Type 2 diabetes mellitus", "Knee osteoarthritis"],
            Allergies = [new ProfileAllergy("Penicillin", "rash")],
            Medicines = [new ProfileMedicine("Metformin", "500 mg", "twice a day"), new ProfileMedicine("Telmisartan", "40 mg", "once a day")],
        })
        .Event(EventType.Diagnosis, "2019-03", "Type 2 diabetes mellitus", content => content with { Code = new EventCode("icd-10", "E11.9") })
        .Event(EventType.Diagnosis, "2021-06-10", "Hypertension", content => content with { Code = new EventCode("icd-10", "I10") })
        .Event(EventType.Medication, "2025-02-01", "Tab. Metformin 1000 mg BD")
        .Event(EventType.Medication, "2025-09-02", "Cap. Amoxicillin 500 mg TDS", content => content with { EndedAt = EventTime.Parse("2025-09-09") })
        .Lab("2024-01-15", "HbA1c", 6.8m, "%", 4m, 5.6m)
        .Lab("2025-02-01", "Glycated haemoglobin", 7.4m, "%", 4m, 5.6m)
        .Lab("2025-10-20", "HbA1c", 8.1m, "%", 4m, 5.6m, "high")
        .Lab("2025-10-20", "Serum creatinine", 1.1m, "mg/dL", 0.7m, 1.3m)
        .Lab("2024-03-02", "Serum creatinine", 1.5m, "mg/dL", 0.7m, 1.3m)
        .Event(EventType.Encounter, "2025-10-22", "Clinic visit", content => content with { Specialty = "general medicine", Description = "Tiredness for two weeks. Sleep poor. Advised to walk daily." })
        .Event(EventType.Imaging, "2025-05-05", "X-ray left knee", content => content with { BodyPart = "left knee", Description = "Mild narrowing of the medial joint space." })
        .Event(EventType.Procedure, "2022-08-14", "Cataract surgery, right eye")
        .Event(EventType.Vaccination, "2025-10-01", "Influenza vaccine")
        .Event(EventType.Appointment, "2026-01-15", "Review with cardiologist", content => content with { Specialty = "cardiology" })
        .Event(EventType.Encounter, "2026-02-03", "Knee clinic", content => content with { Specialty = "orthopaedics" })
        .Event(EventType.Symptom, "2026-03-01", "Dizziness", status: EventStatus.Proposed, with: content => content with
        {
            Evidence = new EventEvidence("d_7", 2, "c/o giddiness since morning", 10, 37, 0.8),
        })
        .Opinion("cardiologist", "2026-04-04", "Is my blood pressure dangerous?", "Readings below 140/90 need no change.", 0.88)
        .Opinion("orthopedist", "2026-04-05", "Which exercises help my knee?", "Strengthening the thigh muscles helps.", 0.63)
        .Opinion("neurologist", "2026-04-06", "Is it Lewy body disease?", null, 0)
        .Audit("2026-05-05", "dispute", 1925m, 475m, "Of the ₹1,925.00 billed, ₹475.00 is disputed; the audit has 2 findings.");

    private static EventTime? Time(string? text) => text is null ? null : EventTime.Parse(text);
}

internal static class ReportReading
{
    public static IEnumerable<string> Texts(this Report report, ReportSection section) => report[section].Statements.Select(statement => statement.Text);

    public static IEnumerable<ReportStatement> ByRule(this Report report, string rule) =>
        report.Parts.SelectMany(part => part.Statements).Where(statement => statement.Rule?.Name == rule);
}
