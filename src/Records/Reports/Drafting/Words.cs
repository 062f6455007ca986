using System.Text.Json;
using MediAgents.Records.Reports.Labs;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Reports.Drafting;

/// <summary>How the report writes things.</summary>
internal static class Words
{
    private const int LongestDetail = 1000;

    /// <summary>The day, or what is known of it.</summary>
    public static string DayOf(EventTime time) => time.Precision == EventTimePrecision.Time ? time.Text[..10] : time.Text;

    public static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd");

    /// <summary><c>LabResult</c> as "lab result".</summary>
    public static string Of<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{word}").Replace('_', ' ');

    /// <summary><c>general_physician</c> as "general physician".</summary>
    public static string OfKind(string kind) => kind.Replace('_', ' ');

    public static string Value(LabValue value, string? unit) =>
        value.Value is { } number ? $"{number:0.############################}{Unit(unit)}" : $"{value.Text!.Trim()}{Unit(unit)}";

    /// <summary>The reference range of a value; null when there is none.</summary>
    public static string? Range(LabValue value) => value switch
    {
        { Low: { } low, High: { } high } => $"{low:0.######}–{high:0.######}",
        { Low: { } low } => $"from {low:0.######}",
        { High: { } high } => $"up to {high:0.######}",
        _ => null,
    };

    public static string? Detail(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Length <= LongestDetail ? text : string.Concat(text.AsSpan(0, Cut(text)), "…");

    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count:N0} {many}";

    /// <summary>The parts that say something, joined.</summary>
    public static string Join(string separator, params IReadOnlyList<string?> parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Unit(string? unit) => unit is null or "" ? "" : $" {unit}";

    // Never between the halves of one character.
    private static int Cut(string text) => char.IsHighSurrogate(text[LongestDetail - 1]) ? LongestDetail - 1 : LongestDetail;
}
