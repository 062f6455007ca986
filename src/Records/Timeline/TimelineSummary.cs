namespace MediAgents.Records.Timeline;

/// <param name="Code">The code, as in the latest event that has it.</param>
/// <param name="Count">Confirmed events with it.</param>
public sealed record CodeCount(EventCode Code, int Count);

/// <summary>
/// Figures over a timeline. Counts by status are of all events; everything else is of the confirmed ones, so that neither a
/// proposal nor what was deleted counts as a fact.
/// </summary>
/// <param name="Total">Confirmed events.</param>
/// <param name="ByStatus">All events by status.</param>
/// <param name="ByType">By type.</param>
/// <param name="ByYear">By the year in which they began.</param>
/// <param name="First">When the first began; null when there is none.</param>
/// <param name="Last">When the last began.</param>
/// <param name="Codes">The most frequent, at most <see cref="MaxCodes"/>.</param>
/// <param name="Measurements">Latest value and trend for each test and unit.</param>
public sealed record TimelineSummary(
    int Total,
    IReadOnlyDictionary<EventStatus, int> ByStatus,
    IReadOnlyDictionary<EventType, int> ByType,
    IReadOnlyDictionary<int, int> ByYear,
    EventTime? First,
    EventTime? Last,
    IReadOnlyList<CodeCount> Codes,
    IReadOnlyList<MeasurementTrend> Measurements)
{
    public const int MaxCodes = 20;

    // Of a terminology's tens of thousands no patient has so many; bounds the memory.
    private const int MaxDistinctCodes = 10_000;

    /// <param name="events">Earliest first, as <see cref="ITimelineStore.ScanAsync"/> gives them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async ValueTask<TimelineSummary> OfAsync(IAsyncEnumerable<TimelineEvent> events, CancellationToken cancellationToken = default)
    {
        var byStatus = new SortedDictionary<EventStatus, int>();
        var byType = new SortedDictionary<EventType, int>();
        var byYear = new SortedDictionary<int, int>();
        var codes = new Dictionary<string, CodeCount>(StringComparer.Ordinal);
        var trends = new MeasurementTrends();
        EventTime? first = null, last = null;
        var total = 0;
        await foreach (var next in events.WithCancellation(cancellationToken))
        {
            CountOne(byStatus, next.Status);
            if (next.Status != EventStatus.Confirmed)
                continue;
            total++;
            CountOne(byType, next.Content.Type);
            CountOne(byYear, next.Content.OccurredAt.Start.Year);
            first ??= next.Content.OccurredAt;
            last = next.Content.OccurredAt;
            if (next.Content.Code is { } code)
                CountCode(codes, code);
            trends.Add(next);
        }

        var frequent = codes.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key, StringComparer.Ordinal).Take(MaxCodes);
        return new TimelineSummary(total, byStatus, byType, byYear, first, last, [.. frequent.Select(one => one.Value)], trends.ToList());
    }

    private static void CountOne<TKey>(SortedDictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static void CountCode(Dictionary<string, CodeCount> codes, EventCode code)
    {
        var key = EventTerms.OfCode(code);
        if (codes.TryGetValue(key, out var counted))
            codes[key] = new CodeCount(code, counted.Count + 1);
        else if (codes.Count < MaxDistinctCodes)
            codes[key] = new CodeCount(code, 1);
    }
}
