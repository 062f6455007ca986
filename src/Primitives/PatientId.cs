using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediAgents.Primitives;

/// <summary>
/// Whose data it is: the keyed hash of a user id, never the id itself.
/// Lower-case hexadecimal HMAC-SHA256, 64 characters; made by the records library and compared ordinally.
/// </summary>
[JsonConverter(typeof(PatientIdJsonConverter))]
public readonly record struct PatientId(string Hash)
{
    /// <summary>The first 12 characters, enough to follow one patient through a log.</summary>
    public string Abbreviated => Hash.Length > 12 ? Hash[..12] : Hash;

    public override string ToString() => Hash;
}

internal sealed class PatientIdJsonConverter : JsonConverter<PatientId>
{
    public override PatientId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A patient hash is a string."));

    public override void Write(Utf8JsonWriter writer, PatientId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Hash);
}
