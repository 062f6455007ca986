using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediAgents.Gateway.Bills;

/// <summary>Writes <c>audit_id</c> and <c>doc_id</c> in front of the result's own fields.</summary>
internal sealed class AuditReplyJsonConverter : JsonConverter<AuditReply>
{
    public override AuditReply Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var all = JsonElement.ParseValue(ref reader);
        var docId = all.TryGetProperty("doc_id", out var id) ? id.GetString() : null;
        return new AuditReply(all.GetProperty("audit_id").GetString() ?? "", docId, all);
    }

    public override void Write(Utf8JsonWriter writer, AuditReply value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("audit_id", value.AuditId);
        if (value.DocId is not null)
            writer.WriteString("doc_id", value.DocId);
        foreach (var field in value.Result.EnumerateObject())
        {
            if (!field.NameEquals("audit_id") && !field.NameEquals("doc_id"))
                field.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
