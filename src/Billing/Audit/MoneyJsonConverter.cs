using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediAgents.Billing.Audit;

/// <summary>INR as a JSON number with exactly two decimals.</summary>
internal sealed class MoneyJsonConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString("F2", CultureInfo.InvariantCulture), skipInputValidation: true);
}
