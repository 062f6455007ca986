using System.Text;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir.Writing;

/// <summary>Words and times in the forms of FHIR's primitive types (datatypes.html#primitive).</summary>
internal static class FhirText
{
    /// <summary>
    /// A string: control characters and white space beyond space, tab and line ends become spaces, the ends are trimmed; null
    /// when nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var clean = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var kept = letter is ' ' or '\t' or '\r' or '\n' || !(char.IsControl(letter) || char.IsWhiteSpace(letter) || letter == '\uFEFF');
            clean.Append(kept ? letter : ' ');
        }

        return clean.ToString().Trim() is { Length: > 0 } trimmed ? trimmed : null;
    }

    /// <summary>A code: no white space but single spaces inside.</summary>
    public static string? Code(string? text) =>
        Clean(text) is { } clean ? string.Join(' ', clean.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)) : null;

    /// <summary>A dateTime as exact as the event's; a time of day has seconds and an offset.</summary>
    public static string DateTime(EventTime time) =>
        time.Precision == EventTimePrecision.Time ? Moment(time.Start) : time.Text;

    /// <summary>A moment: valid as dateTime and as instant.</summary>
    public static string Moment(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz");

    public static string Date(DateOnly day) => day.ToString("yyyy-MM-dd");
}
