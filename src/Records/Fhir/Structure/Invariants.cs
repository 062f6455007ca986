using System.Text.Json;

namespace MediAgents.Records.Fhir.Structure;

/// <summary>
/// The constraints of severity "error", and con-3, on the types known here, under the keys the specification gives them (each page's section
/// "Constraints"; data types: datatypes.html). Those on contained resources, extensions and narratives have nothing to hold for.
/// </summary>
internal static class Invariants
{
    private const string ConditionClinical = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    private const string ConditionVerification = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    private const string AllergyVerification = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
    private const string Ucum = "http://unitsofmeasure.org";

    private static readonly ILookup<(string, string), Invariant> All = Table().ToLookup(invariant => (invariant.Type, invariant.Path));

    public static IEnumerable<Invariant> BrokenBy(JsonElement value, string type, string path) =>
        All[(type, path)].Where(invariant => !invariant.Holds(value));

    private static IEnumerable<Invariant> Table() =>
    [
        .. OfBundles(), .. OfConditionsAndAllergies(), .. OfObservations(), .. OfAppointments(), .. OfOtherResources(),
        .. OfDataTypes(), .. OfQuantities(), .. OfTimings(),
    ];

    private static IEnumerable<Invariant> OfBundles() =>
    [
        new("bdl-1", "Bundle", "", bundle => !bundle.Has("total") || IsOf(bundle, "searchset", "history"), "Only a search or a history has a total."),
        new("bdl-2", "Bundle", "", bundle => IsOf(bundle, "searchset") || bundle.Items("entry").All(entry => !entry.Has("search")), "Only a search has entry.search."),
        new("bdl-3", "Bundle", "", bundle => bundle.Items("entry").All(entry => entry.Has("request") == IsOf(bundle, "batch", "transaction", "history")), "entry.request belongs to batches, transactions and histories."),
        new("bdl-4", "Bundle", "", bundle => bundle.Items("entry").All(entry => entry.Has("response") == IsOf(bundle, "batch-response", "transaction-response", "history")), "entry.response belongs to responses and histories."),
        new("bdl-5", "Bundle", "entry", entry => entry.Has("resource") || entry.Has("request") || entry.Has("response"), "An entry has a resource, a request or a response."),
        new("bdl-7", "Bundle", "", bundle => IsOf(bundle, "history") || HasDistinctUrls(bundle), "fullUrl is unique within a bundle."),
        new("bdl-8", "Bundle", "entry", entry => entry.Text("fullUrl")?.Contains("/_history/", StringComparison.Ordinal) != true, "fullUrl names no version."),
        new("bdl-9", "Bundle", "", bundle => !IsOf(bundle, "document") || bundle.Find("identifier") is { } id && id.Has("system") && id.Has("value"), "A document has an identifier with system and value."),
        new("bdl-10", "Bundle", "", bundle => !IsOf(bundle, "document") || bundle.Has("timestamp"), "A document has a date."),
        new("bdl-11", "Bundle", "", bundle => !IsOf(bundle, "document") || FirstIs(bundle, "Composition"), "A document begins with a Composition."),
        new("bdl-12", "Bundle", "", bundle => !IsOf(bundle, "message") || FirstIs(bundle, "MessageHeader"), "A message begins with a MessageHeader."),
    ];

    private static IEnumerable<Invariant> OfConditionsAndAllergies() =>
    [
        new("con-1", "Condition", "stage", stage => stage.Has("summary") || stage.Has("assessment"), "A stage has a summary or an assessment."),
        new("con-2", "Condition", "evidence", evidence => evidence.Has("code") || evidence.Has("detail"), "Evidence has a code or a detail."),
        new("con-3", "Condition", "", condition => condition.Has("clinicalStatus") || condition.IsCoded("verificationStatus", ConditionVerification, "entered-in-error") || !IsProblem(condition), "A problem that is no error has a clinical status."),
        new("con-4", "Condition", "", condition => !condition.HasChoice("abatement") || condition.IsCoded("clinicalStatus", ConditionClinical, "inactive", "resolved", "remission"), "A condition that is over is inactive, resolved or in remission."),
        new("con-5", "Condition", "", condition => !condition.IsCoded("verificationStatus", ConditionVerification, "entered-in-error") || !condition.Has("clinicalStatus"), "An error has no clinical status."),
        new("ait-1", "AllergyIntolerance", "", allergy => allergy.Has("clinicalStatus") || allergy.IsCoded("verificationStatus", AllergyVerification, "entered-in-error"), "An allergy that is no error has a clinical status."),
        new("ait-2", "AllergyIntolerance", "", allergy => !allergy.IsCoded("verificationStatus", AllergyVerification, "entered-in-error") || !allergy.Has("clinicalStatus"), "An error has no clinical status."),
    ];

    private static IEnumerable<Invariant> OfObservations() =>
    [
        new("obs-3", "Observation", "referenceRange", range => range.Has("low") || range.Has("high") || range.Has("text"), "A reference range has a low, a high or a text."),
        new("obs-6", "Observation", "", observation => !observation.Has("dataAbsentReason") || !observation.HasChoice("value"), "A value is there or a reason why not."),
        new("obs-7", "Observation", "", observation => !observation.HasChoice("value") || !RepeatsItsCode(observation), "A component with the code of the whole stands in its value's place."),
    ];

    private static IEnumerable<Invariant> OfAppointments() =>
    [
        new("app-1", "Appointment", "participant", participant => participant.Has("type") || participant.Has("actor"), "A participant has a type or an actor."),
        new("app-2", "Appointment", "", appointment => appointment.Has("start") == appointment.Has("end"), "Start and end come together."),
        new("app-3", "Appointment", "", appointment => appointment.Has("start") && appointment.Has("end") || IsStatus(appointment, "proposed", "cancelled", "waitlist"), "Only what is proposed, cancelled or waiting has no start and end."),
        new("app-4", "Appointment", "", appointment => !appointment.Has("cancelationReason") || IsStatus(appointment, "noshow", "cancelled"), "Only a cancelled appointment has a reason of cancellation."),
    ];

    private static IEnumerable<Invariant> OfOtherResources() =>
    [
        new("pat-1", "Patient", "contact", contact => contact.Has("name") || contact.Has("telecom") || contact.Has("address") || contact.Has("organization"), "A contact has a name, a number, an address or an organisation."),
        new("imm-1", "Immunization", "education", education => education.Has("documentType") || education.Has("reference"), "Education has a type of document or a reference."),
    ];

    private static IEnumerable<Invariant> OfDataTypes() =>
    [
        new("att-1", "Attachment", "", attachment => !attachment.Has("data") || attachment.Has("contentType"), "Data has a content type."),
        new("cpt-2", "ContactPoint", "", contact => !contact.Has("value") || contact.Has("system"), "A value has a system."),
        new("per-1", "Period", "", period => !IsAfter(period.Text("start"), period.Text("end")), "A period does not end before it starts."),
        new("ref-1", "Reference", "", reference => reference.Text("reference")?.StartsWith('#') != true, "What is referred to locally is contained."),
    ];

    private static IEnumerable<Invariant> OfQuantities() =>
    [
        .. new[] { "Quantity", "SimpleQuantity", "Age", "Duration" }.Select(type =>
            new Invariant("qty-3", type, "", quantity => !quantity.Has("code") || quantity.Has("system"), "A code has a system.")),
        new("age-1", "Age", "", age => (age.Has("code") || !age.Has("value")) && age.Text("system") is null or Ucum && age.Number("value") is not <= 0, "An age is positive and in units of UCUM."),
        new("drt-1", "Duration", "", duration => !duration.Has("code") || duration.Text("system") == Ucum && duration.Has("value"), "A duration is in units of UCUM."),
        new("rng-2", "Range", "", range => !(range.Find("low")?.Number("value") > range.Find("high")?.Number("value")), "The low end is not above the high."),
        new("rat-1", "Ratio", "", ratio => ratio.Has("numerator") && ratio.Has("denominator"), "A ratio has both parts."),
    ];

    private static IEnumerable<Invariant> OfTimings() =>
    [
        new("tim-1", "Timing", "repeat", repeat => !repeat.Has("duration") || repeat.Has("durationUnit"), "A duration has a unit."),
        new("tim-2", "Timing", "repeat", repeat => !repeat.Has("period") || repeat.Has("periodUnit"), "A period has a unit."),
        new("tim-4", "Timing", "repeat", repeat => repeat.Number("duration") is not < 0, "A duration is not negative."),
        new("tim-5", "Timing", "repeat", repeat => repeat.Number("period") is not < 0, "A period is not negative."),
        new("tim-6", "Timing", "repeat", repeat => !repeat.Has("periodMax") || repeat.Has("period"), "periodMax goes with a period."),
        new("tim-7", "Timing", "repeat", repeat => !repeat.Has("durationMax") || repeat.Has("duration"), "durationMax goes with a duration."),
        new("tim-8", "Timing", "repeat", repeat => !repeat.Has("countMax") || repeat.Has("count"), "countMax goes with a count."),
        new("tim-9", "Timing", "repeat", repeat => !repeat.Has("offset") || repeat.Has("when") && !repeat.Items("when").Any(IsMeal), "An offset goes with a when that is no meal."),
        new("tim-10", "Timing", "repeat", repeat => !repeat.Has("timeOfDay") || !repeat.Has("when"), "timeOfDay and when exclude each other."),
    ];

    private static bool IsOf(JsonElement bundle, params ReadOnlySpan<string> types) => types.Contains(bundle.Text("type") ?? "");

    private static bool IsStatus(JsonElement resource, params ReadOnlySpan<string> statuses) => statuses.Contains(resource.Text("status") ?? "");

    private static bool FirstIs(JsonElement bundle, string type) =>
        bundle.Items("entry").Take(1).Any(entry => entry.Find("resource")?.Text("resourceType") == type);

    private static bool HasDistinctUrls(JsonElement bundle)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return bundle.Items("entry")
            .Where(entry => entry.Has("fullUrl"))
            .All(entry => seen.Add($"{entry.Text("fullUrl")} {entry.Find("resource")?.Find("meta")?.Text("versionId")}"));
    }

    private static bool IsProblem(JsonElement condition) =>
        condition.Items("category").Any(category => category.Items("coding").Any(coding => coding.Text("code") == "problem-list-item"));

    private static bool RepeatsItsCode(JsonElement observation)
    {
        var own = CodingsOf(observation).ToHashSet();
        return observation.Items("component").Any(component => CodingsOf(component).Any(own.Contains));
    }

    private static IEnumerable<(string? System, string? Code)> CodingsOf(JsonElement coded) =>
        coded.Find("code")?.Items("coding").Select(coding => (coding.Text("system"), coding.Text("code"))) ?? [];

    private static bool IsMeal(JsonElement when) =>
        when.ValueKind == JsonValueKind.String && when.GetString() is "C" or "CM" or "CD" or "CV";

    /// <summary>Times of unlike precision are compared as far as both reach (fhirpath: otherwise the answer is unknown).</summary>
    private static bool IsAfter(string? start, string? end)
    {
        if (start is null || end is null)
            return false;
        if (start.Contains('T', StringComparison.Ordinal) && end.Contains('T', StringComparison.Ordinal))
            return DateTimeOffset.TryParse(start, null, out var from) && DateTimeOffset.TryParse(end, null, out var until) && from > until;
        var common = Math.Min(10, Math.Min(start.Length, end.Length));
        return string.CompareOrdinal(start, 0, end, 0, common) > 0;
    }
}

/// <summary>One constraint.</summary>
/// <param name="Key">Its name in the specification.</param>
/// <param name="Type">The type it stands on.</param>
/// <param name="Path">The element within the type; empty for the type itself.</param>
/// <param name="Holds">Whether it holds for a value.</param>
/// <param name="Sentence">What it asks.</param>
internal sealed record Invariant(string Key, string Type, string Path, Func<JsonElement, bool> Holds, string Sentence);
