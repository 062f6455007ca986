using MediAgents.Grains.Documents;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Retrying;
using MediAgents.Records.Sealing;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.DocumentAnalyst;

/// <summary>
/// Does an extraction, outside of its grain's turns. Cut off anywhere it is woken and done again, which proposes the same events
/// under the same ids.
/// </summary>
internal sealed partial class ExtractionWorker(IGrains grains, RequestedExtraction requested, DocumentAnalysis analysis, TimeProvider time, ILogger logger)
{
    private readonly GrainKey key = GrainKinds.ExtractionOf(requested.ExtractionId);
    private readonly AskingAgain turns = new(grains, time, (failure, pause) => Retrying(logger, failure, requested.ExtractionId, pause));

    /// <param name="attempt">1, or more after attempts that were cut off.</param>
    /// <param name="stop">The activation ends: leave the extraction as it stands, it will be woken.</param>
    public async Task RunAsync(int attempt, CancellationToken stop)
    {
        if (await ExtractAsync(attempt, stop) is not { } outcome)
            return;
        if (outcome.Failure is null)
            await TellAnalystAsync(outcome, stop);
        await turns.AskAsync(key, new StoreExtraction(outcome), AskingAgain.Always, stop);
    }

    /// <summary>Null: no further attempt is granted. An attempt counts only once it is its turn: those that wait have killed nothing.</summary>
    private async Task<ExtractionOutcome?> ExtractAsync(int attempt, CancellationToken stop)
    {
        using var place = await analysis.EnterAsync(stop);
        if (attempt > 1 && !(await turns.AskAsync(key, new BeginExtraction(attempt), AskingAgain.Always, stop)).Granted)
            return null;
        return await analysis.ExtractAsync(requested, progress => ShowAsync(progress, stop), stop);
    }

    private async Task TellAnalystAsync(ExtractionOutcome outcome, CancellationToken stop)
    {
        var counts = outcome.Proposals.GroupBy(proposal => proposal.Type, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var summary = new ExtractionSummary(requested.ExtractionId, requested.DocumentId, requested.Time, counts);
        try
        {
            var analyst = GrainKinds.AgentOf(GrainKinds.DocumentAnalyst, requested.Scope.Patient);
            await turns.AskAsync(analyst, new RecordExtraction(requested.Scope.Patient, summary), AskingAgain.Always, stop);
        }
        catch (SealBrokenException broken)
        {
            NotTold(logger, broken, requested.ExtractionId);
        }
    }

    /// <summary>Progress is only for show: an extraction goes on when it cannot be noted.</summary>
    private async ValueTask<Unit> ShowAsync(ExtractionProgress progress, CancellationToken stop)
    {
        try
        {
            return await grains.AskAsync(key, new NoteExtractionProgress(progress), stop);
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !stop.IsCancellationRequested)
        {
            return Unit.Value;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Extraction {ExtractionId}: a step could not be recorded, again in {Pause}")]
    private static partial void Retrying(ILogger logger, Exception failure, string extractionId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Extraction {ExtractionId}: the document analyst's state cannot be read, and so it does not know of the extraction")]
    private static partial void NotTold(ILogger logger, Exception failure, string extractionId);
}
