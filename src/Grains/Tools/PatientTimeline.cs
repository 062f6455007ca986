using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using MediAgents.Grains.Agents;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Grains.Tools;

/// <summary>Arguments of <see cref="PatientTimeline"/>.</summary>
public sealed record TimelineQuestion
{
    [Description("Only events with words that begin like these, best first; without it the latest first.")]
    [StringLength(TimelineSearch.MaxQueryLength)]
    public string? Words { get; init; }

    [Description("Only events of this type.")]
    public EventType? Type { get; init; }

    [Description("Only events from this time on: 2019, 2019-03, 2019-03-07 or a time with offset.")]
    public EventTime? From { get; init; }

    [Description("Only events until the end of this time, in the same forms.")]
    public EventTime? To { get; init; }

    [Description("Events at most.")]
    [Range(1, TimelineSearch.MaxLimit)]
    public int Limit { get; init; } = 20;
}

/// <summary>Reads the patient's timeline: diagnoses, results, medicines, visits.</summary>
public sealed class PatientTimeline(ITimelineStore timeline) : AgentTool<TimelineQuestion>(
    "patient_timeline",
    "Read the patient's timeline",
    "Reads events of the patient's own record: diagnoses, laboratory results, medicines, procedures, imaging, visits, symptoms. Use it before saying anything of this patient's history.")
{
    private const string Source = "the patient's record";

    protected override async ValueTask<ToolResult> AnswerAsync(PatientScope scope, TimelineQuestion arguments, CancellationToken cancellationToken)
    {
        var filter = new TimelineFilter(arguments.From?.Start, arguments.To?.End, arguments.Type);
        var (events, more) = string.IsNullOrWhiteSpace(arguments.Words)
            ? await LatestAsync(scope, filter, arguments.Limit, cancellationToken)
            : await FoundAsync(scope, filter, arguments.Words, arguments.Limit, cancellationToken);
        var shown = events.Select(one => new { one.Id, one.Content.Type, one.Content.Title, one.Content.OccurredAt, one.Content.EndedAt, one.Content.Description, one.Content.Code, one.Content.BodyPart, one.Content.Severity, measurements = one.Content.Measurements.Count > 0 ? one.Content.Measurements : null, one.Content.Source });
        return Answer(new { events = shown, more }, [.. events.Select(EvidenceOf)]);
    }

    private async ValueTask<(IReadOnlyList<TimelineEvent> Events, bool More)> LatestAsync(PatientScope scope, TimelineFilter filter, int limit, CancellationToken cancellationToken)
    {
        var page = await timeline.PageAsync(scope, new TimelineQuery(filter, TimelineOrder.NewestFirst, limit, Cursor: null), cancellationToken);
        return (page.Events, page.Next is not null);
    }

    private async ValueTask<(IReadOnlyList<TimelineEvent> Events, bool More)> FoundAsync(PatientScope scope, TimelineFilter filter, string words, int limit, CancellationToken cancellationToken)
    {
        var search = TimelineSearch.Of(words) ?? throw new ToolRefusedException("words: there is no word in it.");
        var hits = await search.RunAsync(timeline.ScanAsync(scope, filter, "timeline.search", cancellationToken), limit, cancellationToken);
        return ([.. hits.Hits.Select(hit => hit.Event)], hits.Matched > hits.Hits.Count);
    }

    /// <summary>An event as evidence: what it says, in one line.</summary>
    private static EvidencePassage EvidenceOf(TimelineEvent found)
    {
        var content = found.Content;
        var measured = content.Measurements.Select(one => $"{one.Name} {(one.Value is { } value ? $"{value} {one.Unit}".Trim() : one.Text)}{(one.Flag is { } flag ? $" ({flag})" : "")}");
        var said = string.Join("; ", ((string?[])[content.Title, content.Description, .. measured]).Where(part => !string.IsNullOrWhiteSpace(part)));
        return new EvidencePassage(found.Id, found.Id, $"{content.OccurredAt}: {content.Title}", content.Source ?? Source, Url: null, said, Score: 1);
    }
}
