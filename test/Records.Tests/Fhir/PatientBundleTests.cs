using FsCheck;
using FsCheck.Fluent;
using MediAgents.Primitives;
using MediAgents.Records.Documents;
using MediAgents.Records.Fhir;
using MediAgents.Records.Profiles;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Fhir;

/// <summary>What a record says is in its bundle, and every bundle has the published structure.</summary>
public sealed class PatientBundleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(5.5));
    private static readonly DocumentListing Report = new(new DocumentId("d_report"), "application/pdf", "report.pdf", 1200, Now);

    [Fact]
    public void Every_record_makes_a_bundle_of_the_published_structure() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Bundles.WriteAsync(new RandomRecord(seed).Next()).Result.Faults().ShouldBeEmpty())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public async Task Every_event_that_stands_is_in_the_bundle()
    {
        foreach (var seed in Enumerable.Range(0, 50))
        {
            var record = new RandomRecord(seed).Next();
            var bundle = await Bundles.OfAsync(record);
            var ids = bundle["entry"]!.AsArray().Select(entry => (string)entry!["resource"]!["id"]!).ToHashSet();
            await foreach (var happened in record.Events)
                ids.Contains(happened.Id.Replace('_', '-')).ShouldBe(happened.Status is EventStatus.Confirmed or EventStatus.Proposed);
        }
    }

    [Fact]
    public async Task A_lab_result_tells_value_unit_range_and_interpretation()
    {
        var bundle = await Bundles.OfAsync(RecordOf(new EventContent
        {
            Type = EventType.LabResult,
            Title = "Lipid profile",
            OccurredAt = EventTime.Parse("2026-03-07T08:15+05:30"),
            Measurements = [new Measurement("LDL cholesterol", 161.0m, "161.0", "mg/dl", 0, 100, "high"), new Measurement("Remark", Text: "haemolysed")],
            Evidence = new EventEvidence("d_report", 2, "LDL 161.0", 0, 9, 0.9),
        }));

        var observations = bundle.Resources("Observation").ToList();
        observations[0].ToJsonString().ShouldContain("\"code\":{\"text\":\"Lipid profile\"}");
        observations[0]["hasMember"]!.AsArray().Count.ShouldBe(2);
        observations[1]["effectiveDateTime"]!.GetValue<string>().ShouldBe("2026-03-07T08:15:00+05:30");
        observations[1]["valueQuantity"]!.ToJsonString().ShouldBe("""{"value":161.0,"unit":"mg/dl","system":"http://unitsofmeasure.org","code":"mg/dL"}""");
        observations[1]["referenceRange"]![0]!["high"]!["value"]!.GetValue<decimal>().ShouldBe(100);
        observations[1]["interpretation"]![0]!["coding"]![0]!["code"]!.GetValue<string>().ShouldBe("H");
        observations[2]["valueString"]!.GetValue<string>().ShouldBe("haemolysed");
        bundle.Resources("DocumentReference").Single()["context"]!["related"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_proposal_is_told_apart_from_what_is_confirmed()
    {
        var content = new EventContent { Type = EventType.Diagnosis, Title = "Hypertension", OccurredAt = EventTime.Parse("2019"), Code = new EventCode("icd-10-cm", "I10") };
        var proposed = (await Bundles.OfAsync(RecordOf(content, EventStatus.Proposed))).Resources("Condition").Single();
        var confirmed = (await Bundles.OfAsync(RecordOf(content))).Resources("Condition").Single();

        proposed["verificationStatus"]!.ToJsonString().ShouldContain("unconfirmed");
        confirmed["verificationStatus"]!.ToJsonString().ShouldContain("\"confirmed\"");
        confirmed["code"]!["coding"]![0]!["system"]!.GetValue<string>().ShouldBe("http://hl7.org/fhir/sid/icd-10-cm");
    }

    [Fact]
    public async Task An_audited_bill_is_a_claim_in_rupees_against_the_patients_cover()
    {
        var record = RecordOf(null) with
        {
            Profile = new PatientProfile { Insurance = new ProfileInsurance("cghs", "CGHS", "1234") },
            Bills = new[] { new AuditedBill("a_1", Now, null, "City Hospital", [new BilledLine(1, "X-ray chest", null, 2, "no", 300, 600)], 600, 460, 140) }.ToAsyncEnumerable(),
        };
        var bundle = await Bundles.OfAsync(record);

        var claim = bundle.Resources("Claim").Single();
        claim["item"]![0]!["net"]!.ToJsonString().ShouldBe("""{"value":600,"currency":"INR"}""");
        claim["total"]!["value"]!.GetValue<decimal>().ShouldBe(600);
        claim["insurance"]![0]!["coverage"]!["reference"]!.GetValue<string>()
            .ShouldBe((string?)bundle["entry"]!.AsArray().Single(entry => (string?)entry!["resource"]!["resourceType"] == "Coverage")!["fullUrl"]);
    }

    [Fact]
    public async Task The_same_record_makes_the_same_bundle()
    {
        var first = await Bundles.WriteAsync(new RandomRecord(7).Next());
        (await Bundles.WriteAsync(new RandomRecord(7).Next())).ShouldBe(first);
    }

    private static BundledRecord RecordOf(EventContent? content, EventStatus status = EventStatus.Confirmed) => new()
    {
        Patient = new PatientId(new string('b', 64)),
        Time = Now,
        Documents = [Report],
        Events = (content is null ? [] : new[] { new TimelineEvent("e_1", 1, status, content, Now, Now, Principal.Loopback, 1) }).ToAsyncEnumerable(),
    };
}
