using System.Text.Json;

namespace MediAgents.Records.Fhir.Structure;

/// <summary>
/// Checks resources against the published structure of FHIR R4 (<c>r4.txt</c>): elements and their types, cardinalities,
/// primitive forms, required value sets, invariants, and references within a bundle. What the table does not know is refused.
/// </summary>
public static class StructureValidator
{
    /// <summary>Every fault of the resource, in the order of the document; empty when it conforms.</summary>
    public static IReadOnlyList<StructureFault> Validate(ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException malformed)
        {
            return [new StructureFault("", "json", $"Not JSON, at line {malformed.LineNumber}.")];
        }

        using (document)
            return Validate(document.RootElement);
    }

    /// <inheritdoc cref="Validate(ReadOnlyMemory{byte})"/>
    public static IReadOnlyList<StructureFault> Validate(JsonElement resource)
    {
        var walk = new StructureWalk(StructureTable.R4);
        walk.Resource(resource, "");
        if (walk.Faults.Count == 0 && TypeOf(resource) == "Bundle")
            walk.Faults.AddRange(BundleReferences.Check(resource, walk.References));
        return walk.Faults;
    }

    internal static string? TypeOf(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object
        && resource.TryGetProperty("resourceType", out var type)
        && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;
}
