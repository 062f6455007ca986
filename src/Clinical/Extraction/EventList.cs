using MediAgents.Clinical.Extraction.Dates;
using MediAgents.Clinical.Extraction.Layout;

namespace MediAgents.Clinical.Extraction;

/// <summary>The events found so far: none twice, each with its evidence cut out of the page.</summary>
internal sealed class EventList(ReadDocument document)
{
    private const int LongestQuote = 1000;
    private const int LongestTitle = 200;
    private const int LongestDescription = 4000;

    /// <summary>What takes the document's date is a little less sure than what is dated.</summary>
    private const double UndatedFactor = 0.95;

    private readonly List<ExtractedEvent> events = [];
    private readonly HashSet<(ExtractedEventType Type, string Key, PartialDate Date)> known = [];

    /// <param name="type">What it is.</param>
    /// <param name="key">What makes it the same as another of its type and date.</param>
    /// <param name="title">One line.</param>
    /// <param name="when">Its date, and whether the text states it.</param>
    /// <param name="span">Where it stands.</param>
    /// <param name="confidence">By the rule that found it.</param>
    /// <param name="description">Details.</param>
    /// <param name="ended">When it was over.</param>
    /// <param name="measurements">What was measured.</param>
    public void Add(
        ExtractedEventType type,
        string key,
        string title,
        EventDate when,
        PageSpan span,
        double confidence,
        string? description = null,
        PartialDate? ended = null,
        IReadOnlyList<ExtractedMeasurement>? measurements = null)
    {
        if (events.Count >= EventExtractor.MostEvents * 2 || title.Length == 0 || Evidence(span, when.Stated ? confidence : confidence * UndatedFactor) is not { } evidence)
            return;
        if (!known.Add((type, key.ToLowerInvariant(), when.Date)))
            return;
        events.Add(new ExtractedEvent
        {
            Type = type,
            Title = Clip(title, LongestTitle),
            Description = string.IsNullOrWhiteSpace(description) ? null : Clip(description, LongestDescription),
            Date = when.Date,
            DateStated = when.Stated,
            Ended = ended is { } end && end.CompareTo(when.Date) >= 0 ? end : null,
            Measurements = measurements ?? [],
            Evidence = evidence,
        });
    }

    public IReadOnlyList<ExtractedEvent> InOrder(int most) =>
        [.. events.OrderBy(one => one.Evidence.Page).ThenBy(one => one.Evidence.Start).ThenBy(one => one.Evidence.End).Take(most)];

    /// <summary>At most so many characters, in one line, never half of a surrogate pair.</summary>
    public static string Clip(string text, int most)
    {
        var line = Whitespace.Collapse(text);
        if (line.Length <= most)
            return line;
        return line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)].TrimEnd();
    }

    private ExtractedEvidence? Evidence(PageSpan span, double confidence)
    {
        var page = document.Pages[span.Page - 1];
        var (start, end) = (span.Start, Math.Min(span.End, span.Start + LongestQuote));
        if (end < span.End && char.IsHighSurrogate(page[end - 1]))
            end--;
        while (start < end && char.IsWhiteSpace(page[start]))
            start++;
        while (end > start && char.IsWhiteSpace(page[end - 1]))
            end--;
        return start == end ? null : new ExtractedEvidence(span.Page, page[start..end], start, end, Math.Round(confidence, 2));
    }
}

/// <summary>A part of a page's text.</summary>
internal readonly record struct PageSpan(int Page, int Start, int End)
{
    /// <summary>From the beginning of this to the end of another on the same page.</summary>
    public PageSpan To(PageSpan other) => this with { End = Math.Max(End, other.End) };
}
