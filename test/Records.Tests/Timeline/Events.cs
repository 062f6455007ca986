using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Tests.Timeline;

/// <summary>Events as a store gives them.</summary>
internal static class Events
{
    public static TimelineEvent Event(string title, string at = "2020", params Measurement[] measurements) =>
        Of(new EventContent { Type = EventType.Note, Title = title, OccurredAt = EventTime.Parse(at), Measurements = measurements });

    public static TimelineEvent Of(EventContent content, EventStatus status = EventStatus.Confirmed) =>
        new($"e_{content.Title}", 1, status, content, default, default, Principal.Loopback, 1);

    public static async IAsyncEnumerable<TimelineEvent> Stream(params TimelineEvent[] events)
    {
        foreach (var one in events)
        {
            await Task.Yield();
            yield return one;
        }
    }
}
