using System.Text.Json;

namespace MediAgents.Records.Fhir.Structure;

/// <summary>Looks into JSON of unknown form: what is absent or of another kind is simply not found.</summary>
internal static class JsonReading
{
    public static JsonElement? Find(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;

    public static bool Has(this JsonElement value, string name) => value.Find(name) is not null;

    /// <summary>Whether the choice is given, in whatever type: <c>value</c> finds <c>valueQuantity</c>.</summary>
    public static bool HasChoice(this JsonElement value, string stem) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().Any(property =>
            property.Name.Length > stem.Length
            && property.Name.StartsWith(stem, StringComparison.Ordinal)
            && char.IsAsciiLetterUpper(property.Name[stem.Length]));

    public static string? Text(this JsonElement value, string name) =>
        value.Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static decimal? Number(this JsonElement value, string name) =>
        value.Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var parsed) ? parsed : null;

    public static IEnumerable<JsonElement> Items(this JsonElement value, string name) =>
        value.Find(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>Whether the concept <paramref name="name"/> has the coding.</summary>
    public static bool IsCoded(this JsonElement value, string name, string system, params ReadOnlySpan<string> codes)
    {
        foreach (var coding in value.Find(name)?.Items("coding") ?? [])
        {
            if (coding.Text("system") == system && codes.Contains(coding.Text("code") ?? ""))
                return true;
        }

        return false;
    }
}
