using System.Runtime.CompilerServices;
using MediAgents.Primitives;
using MediAgents.Records.Timeline;

namespace MediAgents.Records.Portability.Sections;

/// <summary><c>timeline.json</c>: all events, whatever their status, each with all its versions, oldest first.</summary>
public sealed class TimelineSection(ITimelineStore timeline) : IArchiveSection
{
    public Task WriteAsync(RecordArchive archive, PatientScope scope, CancellationToken cancellationToken) =>
        archive.AddJsonAsync(ArchivePaths.Timeline, EventsOf(scope, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<ArchivedEvent> EventsOf(PatientScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var current in timeline.ScanAsync(scope, new TimelineFilter(AnyStatus: true), RecordExport.Action, cancellationToken))
        {
            // Most events were never changed: only the others are worth a question each.
            var versions = current.Version == 1 ? [current] : await timeline.HistoryAsync(scope, current.Id, cancellationToken);
            yield return new ArchivedEvent(current.Id, versions);
        }
    }

    private sealed record ArchivedEvent(string Id, IReadOnlyList<TimelineEvent> Versions);
}
