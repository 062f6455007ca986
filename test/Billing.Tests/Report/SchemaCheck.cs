using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MediAgents.Billing.Tests.Report;

/// <summary>
/// Holds JSON against a schema, as far as the published one goes (type, properties, required, items, enum, minimum, maximum,
/// format date, $ref within it), and stricter: what the schema does not name is a fault.
/// </summary>
internal static class SchemaCheck
{
    public static List<string> Faults(JsonNode schema, JsonNode? value)
    {
        var faults = new List<string>();
        Check(schema, schema, value, "$", faults);
        return faults;
    }

    private static void Check(JsonNode root, JsonNode node, JsonNode? value, string path, List<string> faults)
    {
        var schema = Resolved(root, node.AsObject());
        foreach (var (keyword, _) in schema)
        {
            if (keyword is not ("$schema" or "$id" or "description" or "type" or "properties" or "required" or "items" or "enum" or "minimum" or "maximum" or "format"))
                faults.Add($"{path}: the check does not know {keyword}");
        }

        if (!IsOfType((string)schema["type"]!, value))
        {
            faults.Add($"{path} is no {schema["type"]}");
            return;
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
            faults.Add($"{path} is none of {words.ToJsonString()}");
        if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number
            && (schema["minimum"] is { } least && number.GetValue<decimal>() < (decimal)least || schema["maximum"] is { } most && number.GetValue<decimal>() > (decimal)most))
            faults.Add($"{path} is out of range");
        if ((string?)schema["format"] == "date" && !DateOnly.TryParseExact((string)value!, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            faults.Add($"{path} is no date");
        if (value is JsonObject fields)
            CheckFields(root, schema, fields, path, faults);
        if (value is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
                Check(root, schema["items"]!, items[i], $"{path}[{i}]", faults);
        }
    }

    private static void CheckFields(JsonNode root, JsonObject schema, JsonObject fields, string path, List<string> faults)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            if (!fields.ContainsKey((string)name!))
                faults.Add($"{path}.{name} is missing");
        }

        foreach (var (name, field) in fields)
        {
            if (schema["properties"]?[name] is { } property)
                Check(root, property, field, $"{path}.{name}", faults);
            else
                faults.Add($"{path}.{name} is not in the schema");
        }
    }

    private static JsonObject Resolved(JsonNode root, JsonObject schema)
    {
        if ((string?)schema["$ref"] is not { } reference)
            return schema;
        var found = reference.Split('/').Skip(1).Aggregate(root, (node, part) => node[part]!);
        return Resolved(root, found.AsObject());
    }

    private static bool IsOfType(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(value!.GetValue<decimal>()),
        _ => false,
    };
}
