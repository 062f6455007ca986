using MediAgents.Grains;
using MediAgents.Grains.Runs;
using MediAgents.Primitives;

namespace MediAgents.Gateway.Chat;

/// <summary>A run that has ended: how, and what it cited.</summary>
internal sealed record FinishedRun(RunOutcome Outcome, IReadOnlyList<Citation> Citations, RouteDecided? Route)
{
    /// <summary>Waits for the end of a run; null if the stream ended before the run did.</summary>
    public static async Task<FinishedRun?> ReadAsync(IGrains grains, PatientId patient, string runId, CancellationToken cancellationToken)
    {
        var citations = new List<Citation>();
        RouteDecided? route = null;
        var events = grains.StreamAsync(GrainKinds.RunOf(runId), new TailRun(patient, After: 0), cancellationToken);
        await foreach (var batch in events.WithCancellation(cancellationToken))
        {
            foreach (var entry in batch)
            {
                if (entry.Type == RunEventTypes.Citation)
                    citations.Add(RunOutcomes.DataOf<Citation>(entry));
                else if (entry.Type == RunEventTypes.RouteDecided)
                    route = RunOutcomes.DataOf<RouteDecided>(entry);
            }

            if (RunOutcomes.FromLast(batch) is { } outcome)
                return new FinishedRun(outcome, citations, route);
        }

        return null;
    }
}
