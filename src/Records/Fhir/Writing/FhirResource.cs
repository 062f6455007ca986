using System.Text.Json.Nodes;

namespace MediAgents.Records.Fhir.Writing;

/// <summary>A resource ready to be put into a bundle.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Content">Its elements, without <c>resourceType</c> and <c>id</c>.</param>
internal sealed record FhirResource(FhirId Id, JsonObject Content);
