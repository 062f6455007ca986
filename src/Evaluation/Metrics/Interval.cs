using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediAgents.Evaluation.Metrics;

/// <summary>A 95 % confidence interval; in JSON the array <c>[low, high]</c>.</summary>
[JsonConverter(typeof(IntervalJsonConverter))]
public readonly record struct Interval(double Low, double High)
{
    private const double Z95 = 1.959963984540054;

    /// <summary>
    /// Wilson's score interval of a proportion (Wilson, J. Am. Stat. Assoc. 22, 1927): honest for few cases and near 0 or 1.
    /// Without any case it is 0..1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The successes are negative or more than the trials.</exception>
    public static Interval Wilson(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0)
            return new Interval(0, 1);

        var p = (double)successes / trials;
        var spread = Z95 * Z95 / trials;
        var centre = p + (spread / 2);
        var half = Z95 * Math.Sqrt(((p * (1 - p)) + (spread / 4)) / trials);
        return new Interval(Math.Max(0, (centre - half) / (1 + spread)), Math.Min(1, (centre + half) / (1 + spread)));
    }
}

internal sealed class IntervalJsonConverter : JsonConverter<Interval>
{
    public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<double[]>(ref reader, options) is [var low, var high]
            ? new Interval(low, high)
            : throw new JsonException("A confidence interval is an array [low, high].");

    public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(Math.Round(value.Low, 4));
        writer.WriteNumberValue(Math.Round(value.High, 4));
        writer.WriteEndArray();
    }
}
