using System.Text;
using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Structure;

namespace MediAgents.Records.Tests.Fhir.Structure;

/// <summary>A sound bundle, broken in one place at a time: each break is found, and named by the rule it breaks.</summary>
public sealed class StructureValidatorTests
{
    private const string Sound = """
        {"resourceType":"Bundle","type":"collection","timestamp":"2026-11-20T09:30:00+05:30","entry":[
          {"fullUrl":"urn:uuid:00000000-0000-8000-8000-000000000001","resource":{"resourceType":"Patient","id":"p","birthDate":"1950-02-28",
            "contact":[{"name":{"text":"Ravi"}}],"telecom":[{"system":"phone","value":"112"}]}},
          {"fullUrl":"urn:uuid:00000000-0000-8000-8000-000000000002","resource":{"resourceType":"Observation","id":"o","status":"final",
            "category":[{"text":"lab"}],"code":{"coding":[{"system":"http://loinc.org","code":"2093-3"}]},"subject":{"reference":"urn:uuid:00000000-0000-8000-8000-000000000001"},
            "effectivePeriod":{"start":"2026-01","end":"2026-02-03"},"valueQuantity":{"value":5.2,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"},
            "referenceRange":[{"low":{"value":1}}]}},
          {"fullUrl":"https://example.org/fhir/Condition/c","resource":{"resourceType":"Condition","id":"c","subject":{"reference":"urn:uuid:00000000-0000-8000-8000-000000000001"},
            "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]},"abatementDateTime":"2020"}},
          {"fullUrl":"urn:uuid:00000000-0000-8000-8000-000000000004","resource":{"resourceType":"Appointment","id":"a","status":"proposed",
            "participant":[{"actor":{"display":"Dr Rao"},"status":"accepted"}]}}
        ]}
        """;

    [Fact]
    public void A_sound_bundle_has_no_fault() => Encoding.UTF8.GetBytes(Sound).Faults().ShouldBeEmpty();

    [Theory]
    [InlineData("unknown", 1, "colour", "\"blue\"")]
    [InlineData("unknown", 1, "_birthDate", "{\"id\":\"x\"}")]
    [InlineData("unknown", 1, "valueQuantity", "{\"value\":1}")]
    [InlineData("cardinality", 2, "status", null)]
    [InlineData("cardinality", 2, "valueString", "\"high\"")]
    [InlineData("cardinality", 4, "participant", null)]
    [InlineData("json", 2, "category", "{\"text\":\"lab\"}")]
    [InlineData("json", 2, "category", "[]")]
    [InlineData("json", 2, "code", "{}")]
    [InlineData("type", 2, "code", "[{\"text\":\"lab\"}]")]
    [InlineData("type", 2, "issued", "\"2026-11-20\"")]
    [InlineData("type", 1, "birthDate", "\"1950-02-30\"")]
    [InlineData("type", 1, "birthDate", "\"28.2.1950\"")]
    [InlineData("type", 1, "active", "\"true\"")]
    [InlineData("type", 1, "id", "\"p_1\"")]
    [InlineData("type", 3, "abatementDateTime", "\"2020-01-01T10:30+05:30\"")]
    [InlineData("type", 1, "language", "\" en\"")]
    [InlineData("type", 2, "valueQuantity", "{\"value\":\"5.2\"}")]
    [InlineData("binding", 1, "gender", "\"f\"")]
    [InlineData("binding", 2, "status", "\"done\"")]
    [InlineData("binding", 3, "verificationStatus", "{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"confirmed\"}]}")]
    [InlineData("binding", 3, "verificationStatus", "{\"text\":\"confirmed\"}")]
    [InlineData("obs-3", 2, "referenceRange", "[{\"appliesTo\":[{\"text\":\"men\"}]}]")]
    [InlineData("obs-6", 2, "dataAbsentReason", "{\"text\":\"unknown\"}")]
    [InlineData("obs-7", 2, "component", "[{\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"2093-3\"}]}}]")]
    [InlineData("qty-3", 2, "valueQuantity", "{\"value\":1,\"code\":\"mg\"}")]
    [InlineData("per-1", 2, "effectivePeriod", "{\"start\":\"2026-02-04\",\"end\":\"2026-02-03\"}")]
    [InlineData("con-3", 3, "clinicalStatus,abatementDateTime,+category", "[{\"coding\":[{\"code\":\"problem-list-item\"}]}]")]
    [InlineData("con-4", 3, "clinicalStatus", null)]
    [InlineData("con-5", 3, "verificationStatus", "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/condition-ver-status\",\"code\":\"entered-in-error\"}]}")]
    [InlineData("app-1", 4, "participant", "[{\"status\":\"accepted\"}]")]
    [InlineData("app-2", 4, "start", "\"2026-11-20T09:30:00Z\"")]
    [InlineData("app-3", 4, "status", "\"booked\"")]
    [InlineData("pat-1", 1, "contact", "[{\"gender\":\"male\"}]")]
    [InlineData("cpt-2", 1, "telecom", "[{\"value\":\"112\"}]")]
    [InlineData("reference", 2, "subject", "{\"reference\":\"urn:uuid:00000000-0000-8000-8000-000000000009\"}")]
    [InlineData("reference", 2, "subject", "{\"reference\":\"https://example.org/fhir/Condition/c\"}")]
    [InlineData("reference", 3, "id", "\"d\"")]
    [InlineData("unknown", 4, "resourceType", "\"Horse\"")]
    public void A_broken_resource_is_named_by_the_rule_it_breaks(string rule, int entry, string element, string? value)
    {
        var bundle = JsonNode.Parse(Sound)!;
        var resource = bundle["entry"]![entry - 1]!["resource"]!.AsObject();
        foreach (var name in element.Split(','))
        {
            resource.Remove(name.TrimStart('+'));
            if (value is not null && (name[0] == '+' || !element.Contains('+')))
                resource[name.TrimStart('+')] = JsonNode.Parse(value);
        }

        RulesBrokenBy(bundle).ShouldBe([rule]);
    }

    [Theory]
    [InlineData("bdl-1", "total", "3")]
    [InlineData("bdl-3", "type", "\"batch\"")]
    [InlineData("bdl-9", "type", "\"document\"")]
    [InlineData("cardinality", "type", null)]
    [InlineData("unknown", "text", "{\"status\":\"empty\"}")]
    public void A_broken_bundle_is_named_by_the_rule_it_breaks(string rule, string element, string? value)
    {
        var bundle = JsonNode.Parse(Sound)!;
        bundle[element] = value is null ? null : JsonNode.Parse(value);
        if (value is null)
            bundle.AsObject().Remove(element);

        RulesBrokenBy(bundle).ShouldContain(rule);
    }

    [Theory]
    [InlineData("bdl-7", "\"urn:uuid:00000000-0000-8000-8000-000000000001\"")]
    [InlineData("bdl-8", "\"https://example.org/fhir/Appointment/a/_history/2\"")]
    [InlineData("reference", "\"Appointment/a\"")]
    [InlineData("reference", "\"urn:uuid:A0000000-0000-8000-8000-000000000004\"")]
    [InlineData("reference", null)]
    public void An_entry_is_known_by_a_url_of_its_own(string rule, string? url)
    {
        var bundle = JsonNode.Parse(Sound)!;
        var entry = bundle["entry"]![3]!.AsObject();
        entry.Remove("fullUrl");
        if (url is not null)
            entry["fullUrl"] = JsonNode.Parse(url);

        RulesBrokenBy(bundle).ShouldBe([rule]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"resourceType\":\"Patient\",\"resourceType\":\"Patient\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_no_resource_is_refused(string json) =>
        StructureValidator.Validate(Encoding.UTF8.GetBytes(json)).Select(fault => fault.Rule).ShouldBe(["json"]);

    private static IEnumerable<string> RulesBrokenBy(JsonNode bundle) =>
        StructureValidator.Validate(Encoding.UTF8.GetBytes(bundle.ToJsonString())).Select(fault => fault.Rule).Distinct();
}
