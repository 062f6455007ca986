using MediAgents.Grains.Hosting;
using MediAgents.Grains.Reports;
using MediAgents.Grains.Retrying;
using MediAgents.Primitives;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.ReportWriter;

/// <summary>A draft to be written.</summary>
/// <param name="Scope">Who asked, and whose record it is.</param>
/// <param name="DraftingId">Its id.</param>
/// <param name="Subject">What it is to be about.</param>
/// <param name="Newest">The version before it; null for the first.</param>
internal sealed record RequestedDraft(PatientScope Scope, string DraftingId, ReportSubject Subject, VersionSummary? Newest);

/// <summary>
/// Has one draft written, outside of its report's turns, and stores it. Writing only reads, so a worker that is cut off
/// leaves nothing behind.
/// </summary>
internal sealed partial class ReportWorker(IGrains grains, GrainKey report, RequestedDraft draft, TimeProvider time, ILogger logger)
{
    /// <summary>The stores may be away for about 11 s.</summary>
    private const int TriesOfDraft = 8;

    private readonly AskingAgain turns = new(grains, time, (failure, pause) => Retrying(logger, failure, report.Id, pause));

    /// <param name="attempt">1, or more after attempts that were cut off.</param>
    /// <param name="stop">The activation ends: leave the drafting as it stands, it will be woken.</param>
    public async Task RunAsync(int attempt, CancellationToken stop)
    {
        if (attempt > 1 && !(await turns.AskAsync(report, new BeginDraft(draft.DraftingId, attempt), AskingAgain.Always, stop)).Granted)
            return;
        await turns.AskAsync(report, await WriteAsync(stop), AskingAgain.Always, stop);
    }

    /// <summary>Always ends with an outcome: those who follow the drafting wait for one.</summary>
    private async Task<StoreDraft> WriteAsync(CancellationToken stop)
    {
        try
        {
            var trying = new TryingAgain(time, (failure, pause) => Retrying(logger, failure, report.Id, pause));
            return new StoreDraft(draft.DraftingId, await trying.RunAsync(WriteOnceAsync, TriesOfDraft, stop));
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !stop.IsCancellationRequested)
        {
            DraftFailed(logger, failure, report.Id);
            return new StoreDraft(draft.DraftingId, Draft: null, new DraftingFailure(DraftingFailures.Internal, "The report could not be drafted."));
        }
    }

    private async ValueTask<ReportVersion> WriteOnceAsync(CancellationToken stop)
    {
        var writer = GrainKinds.AgentOf(GrainKinds.ReportWriter, draft.Scope.Patient);
        await foreach (var written in grains.StreamAsync(writer, new WriteDraft(draft.Scope, draft.Subject, draft.Newest), stop))
            return written.Version;
        throw new InvalidOperationException("The report writer wrote nothing.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A draft of report {ReportId} failed")]
    private static partial void DraftFailed(ILogger logger, Exception failure, string reportId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Report {ReportId}: a step did not succeed, again in {Pause}")]
    private static partial void Retrying(ILogger logger, Exception failure, string reportId, TimeSpan pause);
}
