using System.Text.Json.Nodes;
using MediAgents.Records.Fhir;
using MediAgents.Records.Fhir.Structure;

namespace MediAgents.Records.Tests.Fhir;

/// <summary>Bundles in memory.</summary>
internal static class Bundles
{
    public static async Task<byte[]> WriteAsync(BundledRecord record)
    {
        using var output = new MemoryStream();
        await PatientBundle.WriteAsync(output, record);
        return output.ToArray();
    }

    public static async Task<JsonObject> OfAsync(BundledRecord record) => JsonNode.Parse(await WriteAsync(record))!.AsObject();

    public static IEnumerable<JsonObject> Resources(this JsonObject bundle, string type) =>
        bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!.AsObject()).Where(resource => (string?)resource["resourceType"] == type);

    public static string Faults(this byte[] bundle) => string.Join('\n', StructureValidator.Validate(bundle));
}
