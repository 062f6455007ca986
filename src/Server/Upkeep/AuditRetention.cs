using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Turns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MediAgents.Server.Upkeep;

/// <summary>
/// Removes, once a day, entries of the audit trail that are older than they have to be kept. Of several processes on one store
/// one does so at a time; the others leave the day to it.
/// </summary>
internal sealed partial class AuditRetention(
    IAuditTrail trail,
    IProcessTurns turns,
    IOptions<AuditSettings> settings,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<AuditRetention> logger) : BackgroundService
{
    /// <summary>Logs are to be kept for a year: Digital Personal Data Protection Rules, 2025, rule 6(1)(e).</summary>
    private const int DaysOfTheRules = 365;

    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Value.AuditRetentionDays < DaysOfTheRules)
            KeptShort(logger, settings.Value.AuditRetentionDays, DaysOfTheRules);
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            using var timer = new PeriodicTimer(Period, time);
            do
            {
                await PruneAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start prunes.
        }
    }

    private async Task PruneAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var turn = await turns.TakeAsync("audit retention", TimeSpan.Zero, stoppingToken);
            if (turn is null)
                return;
            var before = time.GetUtcNow() - TimeSpan.FromDays(settings.Value.AuditRetentionDays);
            var pruned = await trail.PruneAsync(Principal.System("retention"), before, stoppingToken);
            if (pruned > 0)
                Pruned(logger, pruned, settings.Value.AuditRetentionDays);
        }
#pragma warning disable CA1031 // It is tried again tomorrow; until then the trail is only longer than it must be.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotPruned(logger, failure);
        }
    }

    [LoggerMessage(EventId = 4011, Level = LogLevel.Information, Message = "Removed {Count} entries of the audit trail older than {Days} days")]
    private static partial void Pruned(ILogger logger, long count, int days);

    [LoggerMessage(EventId = 4012, Level = LogLevel.Error, Message = "Old entries of the audit trail could not be removed; trying again tomorrow")]
    private static partial void NotPruned(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 4013, Level = LogLevel.Warning,
        Message = "AUDIT_RETENTION_DAYS is {Days}; the DPDP Rules, 2025, rule 6(1)(e), demand that logs are kept for one year ({Least} days)")]
    private static partial void KeptShort(ILogger logger, int days, int least);
}
