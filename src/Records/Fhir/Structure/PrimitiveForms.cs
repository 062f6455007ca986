using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MediAgents.Records.Fhir.Structure;

/// <summary>The forms of primitive types (https://hl7.org/fhir/R4/datatypes.html#primitive, column "Regex"; JSON: json.html#primitive).</summary>
internal static partial class PrimitiveForms
{
    // Longest string of the specification: 1 MB (datatypes.html#string).
    private const int LongestString = 1024 * 1024;

    /// <summary>Whether <paramref name="type"/> is a primitive type; if so, whether the value has its form.</summary>
    public static bool TryCheck(string type, JsonElement value, out bool holds)
    {
        holds = type switch
        {
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => IsNumber(value, Integer) && value.TryGetInt32(out _),
            "unsignedInt" => IsNumber(value, Unsigned) && value.TryGetInt32(out _),
            "positiveInt" => IsNumber(value, Positive) && value.TryGetInt32(out _),
            "decimal" => IsNumber(value, Decimal),
            "string" or "markdown" => IsText(value, AnyText) && value.GetString()!.Length <= LongestString,
            "code" => IsText(value, Code),
            "id" => IsText(value, Id),
            "uri" or "url" or "canonical" => IsText(value, Uri),
            "oid" => IsText(value, Oid),
            "uuid" => IsText(value, Uuid),
            "base64Binary" => IsText(value, Base64),
            "date" => IsText(value, Date) && IsDay(value.GetString()!),
            "dateTime" => IsText(value, DateTime) && IsDay(value.GetString()!),
            "instant" => IsText(value, Instant) && IsDay(value.GetString()!),
            "time" => IsText(value, Time),
            _ => false,
        };
        return holds || IsPrimitive(type);
    }

    public static bool IsPrimitive(string type) => char.IsAsciiLetterLower(type[0]);

    private static bool IsNumber(JsonElement value, Func<Regex> form) =>
        value.ValueKind == JsonValueKind.Number && form().IsMatch(value.GetRawText());

    private static bool IsText(JsonElement value, Func<Regex> form) =>
        value.ValueKind == JsonValueKind.String && form().IsMatch(value.GetString()!);

    /// <summary>The regex lets 30 February pass; the text of the type does not ("SHALL be valid dates").</summary>
    private static bool IsDay(string text) =>
        text.Length < 10 || DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private const string Year = "([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)";
    private const string Month = "(0[1-9]|1[0-2])";
    private const string Day = "(0[1-9]|[1-2][0-9]|3[0-1])";
    private const string Clock = @"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?";
    private const string Zone = @"(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00))";

    // Besides the regex: no characters below U+0020 but tab, CR and LF, and not white space alone (datatypes.html#string).
    [GeneratedRegex(@"\A(?=[\s\S]*\S)[^\x00-\x08\x0B\x0C\x0E-\x1F]+\z")]
    private static partial Regex AnyText();

    [GeneratedRegex(@"\A[^\s]+(\s[^\s]+)*\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A[A-Za-z0-9\-\.]{1,64}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A\S+\z")]
    private static partial Regex Uri();

    [GeneratedRegex(@"\Aurn:oid:[0-2](\.(0|[1-9][0-9]*))+\z")]
    private static partial Regex Oid();

    [GeneratedRegex(@"\Aurn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A([0-9a-zA-Z+/]{4})*([0-9a-zA-Z+/]{2}==|[0-9a-zA-Z+/]{3}=)?\z")]
    private static partial Regex Base64();

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)\z")]
    private static partial Regex Unsigned();

    [GeneratedRegex(@"\A[1-9][0-9]*\z")]
    private static partial Regex Positive();

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Decimal();

    [GeneratedRegex($@"\A{Year}(-{Month}(-{Day})?)?\z")]
    private static partial Regex Date();

    [GeneratedRegex($@"\A{Year}(-{Month}(-{Day}(T{Clock}{Zone})?)?)?\z")]
    private static partial Regex DateTime();

    [GeneratedRegex($@"\A{Year}-{Month}-{Day}T{Clock}{Zone}\z")]
    private static partial Regex Instant();

    [GeneratedRegex($@"\A{Clock}\z")]
    private static partial Regex Time();
}
