using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using MediAgents.Billing.Audit;
using MediAgents.Primitives;

namespace MediAgents.Billing.Tests.Report;

/// <summary>The schema that the types of a result have, without descriptions: what the published one must say.</summary>
internal static class AuditSchema
{
    /// <summary>Where the published schema stands in the repository.</summary>
    public static string File([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Billing/Report/bill-audit.schema.json"));

    public static JsonObject OfTypes()
    {
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(WireJson.Options, typeof(AuditResult), new()
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Transform,
        }).AsObject();
        var properties = schema["properties"]!.AsObject();
        // Beside an audit that is kept; the command's result has neither.
        properties.Insert(0, "doc_id", new JsonObject { ["type"] = "string" });
        properties.Insert(0, "audit_id", new JsonObject { ["type"] = "string" });
        schema.Insert(0, "$id", "urn:mediagents:bill-audit");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        // A converter of our own tells the exporter nothing, and what is read leniently is still written as a number.
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(decimal) || type == typeof(double) || type == typeof(int))
            return Limited(new JsonObject { ["type"] = type == typeof(int) ? "integer" : "number" }, context.PropertyInfo);
        if (node is not JsonObject schema || schema.ContainsKey("$ref"))
            return node;
        // What is null is absent.
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Select(one => (string)one!).Single(one => one != "null");
        if (schema["enum"] is JsonArray words)
        {
            schema["type"] = "string";
            schema["enum"] = new JsonArray([.. words.Where(word => word is not null).Select(word => word!.DeepClone())]);
        }

        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            schema["required"] = new JsonArray([.. context.TypeInfo.Properties
                .Where(property => property.Get is not null && !property.IsGetNullable && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is null))
                .Select(property => JsonValue.Create(property.Name))]);
        }

        return Limited(schema, context.PropertyInfo);
    }

    /// <summary>What the type of a property does not say.</summary>
    private static JsonObject Limited(JsonObject schema, JsonPropertyInfo? property)
    {
        var (least, most) = (property?.DeclaringType.Name, property?.Name) switch
        {
            (_, "confidence" or "left" or "top" or "width" or "height" or "score") => (0, 1),
            (_, "line" or "page") => (1, (int?)null),
            (nameof(AuditTotals), _) => (0, null),
            (nameof(Finding), "amount_inr" or "amount_low_inr" or "amount_high_inr") => (0, null),
            _ => ((int?)null, (int?)null),
        };
        if (least is not null)
            schema["minimum"] = least;
        if (most is not null)
            schema["maximum"] = most;
        IEnumerable<string>? words = (property?.DeclaringType.Name, property?.Name) switch
        {
            (nameof(StatedOptions), "insurance_type") => AuditWords.InsuranceTypes,
            (nameof(StatedOptions), "city_tier") => AuditWords.CityTiers,
            (nameof(StatedOptions), "ward") => AuditWords.WardTypes,
            (nameof(StatedOptions), "language") => AuditWords.Languages,
            (nameof(BillSummary), "language") => AuditWords.Languages.Where(language => language != "auto"),
            _ => null,
        };
        if (words is not null)
            schema["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]);
        return schema;
    }
}
