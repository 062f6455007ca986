using System.Text.Json.Nodes;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir.Writing;

/// <summary>Builds the data types that say what something is, and points from resource to resource.</summary>
internal static class Concepts
{
    public static JsonObject Coded(string system, string code, string? display = null, string? text = null) =>
        Node.Of(("coding", Node.List(Node.Of(("system", system), ("code", code), ("display", display)))), ("text", FhirText.Clean(text)));

    /// <summary>A concept in words; null when there are none.</summary>
    public static JsonObject? Said(string? text) =>
        FhirText.Clean(text) is { } clean ? Node.Of(("text", clean)) : null;

    /// <summary>What the event is: its title, with its code where it has one.</summary>
    public static JsonObject OfEvent(EventContent content)
    {
        var code = FhirText.Code(content.Code?.Value);
        var coding = code is null
            ? null
            : Node.Of(("system", CodeSystems.Of(content.Code!.System)), ("code", code), ("display", FhirText.Clean(content.Code.Display)));
        return Node.Of(("coding", Node.List(coding)), ("text", TitleOf(content)));
    }

    /// <summary>The title; a blank one, which the gateway refuses, is told as such.</summary>
    public static string TitleOf(EventContent content) => FhirText.Clean(content.Title) ?? "Untitled";

    public static JsonObject To(FhirId target) => Node.Of(("reference", target.FullUrl));

    /// <summary>A reference to somebody known by name only; null when not even that.</summary>
    public static JsonObject? Named(string? name) =>
        FhirText.Clean(name) is { } clean ? Node.Of(("display", clean)) : null;

    /// <summary>A remark, with who made it.</summary>
    public static JsonObject? Note(string? text, string? author = null, DateTimeOffset? time = null) =>
        FhirText.Clean(text) is not { } clean
            ? null
            : Node.Of(
                ("authorString", FhirText.Clean(author)),
                ("time", time is { } at ? FhirText.Moment(at) : null),
                ("text", clean));

    /// <summary>Indian rupees.</summary>
    public static JsonObject Inr(decimal amount) => Node.Of(("value", amount), ("currency", "INR"));
}
