using System.Text.Json.Nodes;

namespace MediAgents.Records.Fhir.Writing;

/// <summary>Builds JSON as FHIR wants it: what is absent is left out, no object and no array is empty (json.html).</summary>
internal static class Node
{
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> parts)
    {
        var node = new JsonObject();
        foreach (var (name, value) in parts)
        {
            if (value is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 }))
                node.Add(name, value);
        }

        return node;
    }

    /// <summary>The nodes that are there, as an array; null when none is.</summary>
    public static JsonArray? List(params IEnumerable<JsonNode?> items)
    {
        var array = new JsonArray();
        foreach (var item in items)
        {
            if (item is not (null or JsonObject { Count: 0 }))
                array.Add(item);
        }

        return array.Count == 0 ? null : array;
    }
}
