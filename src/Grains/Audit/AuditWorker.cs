using MediAgents.Grains.Bills;
using MediAgents.Grains.Hosting;
using MediAgents.Grains.Retrying;
using MediAgents.Records.Sealing;
using Microsoft.Extensions.Logging;

namespace MediAgents.Grains.Audit;

/// <summary>
/// Does an audit, outside of its grain's turns. The patient's bill auditor hears of the outcome before the audit ends:
/// cut off in between, the audit is woken, done again, and told again, which changes nothing.
/// </summary>
internal sealed partial class AuditWorker(IGrains grains, RequestedAudit audit, BillAuditing auditing, TimeProvider time, ILogger logger)
{
    private readonly GrainKey key = GrainKinds.AuditOf(audit.AuditId);
    private readonly AskingAgain turns = new(grains, time, (failure, pause) => Retrying(logger, failure, audit.AuditId, pause));

    /// <param name="attempt">1, or more after attempts that were cut off.</param>
    /// <param name="stop">The activation ends: leave the audit as it stands, it will be woken.</param>
    public async Task RunAsync(int attempt, CancellationToken stop)
    {
        if (await AuditAsync(attempt, stop) is not { } audited)
            return;
        if (audited.Summary is { } summary)
            await TellAuditorAsync(summary, stop);
        await turns.AskAsync(key, new StoreOutcome(audited.Outcome), AskingAgain.Always, stop);
    }

    /// <summary>Null: no further attempt is granted. An attempt counts only once it is its turn: those that wait have killed nothing.</summary>
    private async Task<FinishedAudit?> AuditAsync(int attempt, CancellationToken stop)
    {
        using var place = await auditing.EnterAsync(stop);
        if (attempt > 1 && !(await turns.AskAsync(key, new BeginAttempt(attempt), AskingAgain.Always, stop)).Granted)
            return null;
        return await auditing.AuditAsync(audit, progress => ShowAsync(progress, stop), stop);
    }

    private async Task TellAuditorAsync(AuditSummary summary, CancellationToken stop)
    {
        try
        {
            var auditor = GrainKinds.AgentOf(GrainKinds.BillAuditor, audit.Scope.Patient);
            await turns.AskAsync(auditor, new RecordAudit(audit.Scope.Patient, summary), AskingAgain.Always, stop);
        }
        catch (SealBrokenException broken)
        {
            NotTold(logger, broken, audit.AuditId);
        }
    }

    /// <summary>Progress is only for show: an audit goes on when it cannot be noted.</summary>
    private async ValueTask<Unit> ShowAsync(AuditProgress progress, CancellationToken stop)
    {
        try
        {
            return await grains.AskAsync(key, new NoteProgress(progress), stop);
        }
        catch (Exception failure) when (failure is not GrainHostStoppingException && !stop.IsCancellationRequested)
        {
            return Unit.Value;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Audit {AuditId}: a step could not be recorded, again in {Pause}")]
    private static partial void Retrying(ILogger logger, Exception failure, string auditId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Audit {AuditId}: the bill auditor's state cannot be read, and so it does not know of the audit")]
    private static partial void NotTold(ILogger logger, Exception failure, string auditId);
}
