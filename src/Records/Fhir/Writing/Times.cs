using System.Text.Json.Nodes;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Fhir.Writing;

/// <summary>When an event was, as a moment or as a period.</summary>
internal static class Times
{
    /// <summary>
    /// A period that does not end before it starts (per-1): where the two are told in different offsets or to different
    /// exactness, both go to UTC; an end that is before the start even so is left out.
    /// </summary>
    public static JsonObject Period(EventContent content)
    {
        var (start, end) = (FhirText.DateTime(content.OccurredAt), content.EndedAt is { } ended ? FhirText.DateTime(ended) : null);
        if (end is not null && Precedes(end, start))
        {
            start = InUtc(content.OccurredAt);
            end = InUtc(content.EndedAt!.Value);
            end = Precedes(end, start) ? null : end;
        }

        return Node.Of(("start", start), ("end", end));
    }

    /// <summary>The choice <paramref name="stem"/>: a period for what has an end, else a moment.</summary>
    public static (string, JsonNode?) Choice(string stem, EventContent content) =>
        content.EndedAt is null
            ? ($"{stem}DateTime", FhirText.DateTime(content.OccurredAt))
            : ($"{stem}Period", Period(content));

    private static string InUtc(EventTime time) =>
        time.Precision == EventTimePrecision.Time ? FhirText.Moment(time.Start.ToUniversalTime()) : time.Text;

    /// <summary>Compared as far as both reach.</summary>
    private static bool Precedes(string end, string start)
    {
        if (end.Contains('T', StringComparison.Ordinal) && start.Contains('T', StringComparison.Ordinal))
            return DateTimeOffset.Parse(end) < DateTimeOffset.Parse(start);
        return string.CompareOrdinal(end, 0, start, 0, Math.Min(10, Math.Min(end.Length, start.Length))) < 0;
    }
}
