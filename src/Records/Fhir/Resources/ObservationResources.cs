using System.Text.Json.Nodes;
using MediAgents.Records.Fhir.Writing;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir.Resources;

/// <summary>
/// Results, vital signs, images and remarks (https://hl7.org/fhir/R4/observation.html): one Observation for the event, and, when it
/// measured more than one value, one for each, which the first has as members.
/// </summary>
internal static class ObservationResources
{
    public static IEnumerable<FhirResource> Of(ToldEvent told, string? category)
    {
        var content = told.Content;
        if (content.Measurements is [var only] && FhirText.Clean(only.Name) == FhirText.Clean(content.Title))
        {
            yield return new FhirResource(told.Id("Observation"), Node.Of([.. Head(told, category, told.Code), .. Value(only), ("note", Notes(told, only))]));
            yield break;
        }

        var members = MeasuredIn(told, category).ToList();
        yield return new FhirResource(
            told.Id("Observation"),
            Node.Of([.. Head(told, category, told.Code), ("note", Notes(told)), ("hasMember", Node.List(members.Select(member => Concepts.To(member.Id))))]));
        foreach (var member in members)
            yield return member;
    }

    /// <summary>One Observation for each value of the event.</summary>
    public static IEnumerable<FhirResource> MeasuredIn(ToldEvent told, string? category) =>
        told.Content.Measurements.Select((measurement, index) => new FhirResource(
            told.Subject.Id("Observation", $"{told.Event.Id}-{index + 1}"),
            Node.Of(
            [
                .. Head(told, category, Concepts.Said(measurement.Name) ?? told.Code),
                .. Value(measurement),
                ("note", Node.List(Concepts.Note(AsPrinted(measurement)))),
            ])));

    private static (string, JsonNode?)[] Head(ToldEvent told, string? category, JsonNode code) =>
    [
        ("status", told.IsProposed ? "preliminary" : "final"),
        ("category", Node.List(category is null ? null : Concepts.Coded(CodeSystems.ObservationCategory, category))),
        ("code", code),
        ("subject", told.Patient),
        Times.Choice("effective", told.Content),
        ("issued", told.RecordedAt),
        ("performer", Node.List(told.Source)),
        ("bodySite", told.BodySite),
        ("derivedFrom", Node.List(told.Document)),
    ];

    private static (string, JsonNode?)[] Value(Measurement measurement)
    {
        var unit = measurement.Unit;
        (string, JsonNode?) value =
            measurement.Value is { } number ? ("valueQuantity", Quantity(number, unit))
            : FhirText.Clean(measurement.Text) is { } text ? ("valueString", text)
            : ("dataAbsentReason", Concepts.Coded(CodeSystems.DataAbsentReason, "unknown"));
        var range = Node.Of(
            ("low", measurement.Low is { } low ? Quantity(low, unit) : null),
            ("high", measurement.High is { } high ? Quantity(high, unit) : null));
        return [value, ("interpretation", Node.List(Interpretation(measurement.Flag))), ("referenceRange", Node.List(range))];
    }

    private static JsonObject Quantity(decimal value, string? unit)
    {
        var code = UcumUnits.CodeOf(unit);
        return Node.Of(("value", value), ("unit", FhirText.Clean(unit)), ("system", code is null ? null : CodeSystems.Ucum), ("code", code));
    }

    private static JsonObject? Interpretation(string? flag) => flag switch
    {
        "low" => Concepts.Coded(CodeSystems.Interpretation, "L", "Low"),
        "normal" => Concepts.Coded(CodeSystems.Interpretation, "N", "Normal"),
        "high" => Concepts.Coded(CodeSystems.Interpretation, "H", "High"),
        "abnormal" => Concepts.Coded(CodeSystems.Interpretation, "A", "Abnormal"),
        _ => null,
    };

    private static JsonArray? Notes(ToldEvent told, Measurement? only = null) =>
        told.Notes(told.SpecialtyNote, told.SeverityNote, only is null ? null : AsPrinted(only));

    /// <summary>The printed result, where the number stands in the value.</summary>
    private static string? AsPrinted(Measurement measurement) =>
        measurement.Value is not null && FhirText.Clean(measurement.Text) is { } text ? $"As printed: {text}" : null;
}
