using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Records.Turns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediAgents.Server.Upkeep;

/// <summary>
/// Keeps keys in order beside the running work: wraps data keys under the current master key after a rotation, and seals
/// anew what lies under renewed data keys. Begins after the start, goes on every five minutes until nothing is left, in
/// small batches with pauses between. Of several processes on one store one does so at a time; the others leave the round to it.
/// </summary>
internal sealed partial class KeyUpkeep(
    KeyRewrapping rewrapping,
    KeyRenewal renewal,
    IProcessTurns turns,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<KeyUpkeep> logger) : BackgroundService
{
    private const int BatchesBetweenLogs = 50;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            using var timer = new PeriodicTimer(Period, time);
            do
            {
                await OnceAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not reached is found again at the next start.
        }
    }

    private async Task OnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var turn = await turns.TakeAsync("key upkeep", TimeSpan.Zero, stoppingToken);
            if (turn is null)
                return;
            await RewrapAsync(stoppingToken);
            await ResealAsync(stoppingToken);
        }
        catch (StorageUnavailableException away)
        {
            TryingLater(logger, away, Period);
        }
#pragma warning disable CA1031 // Whatever is wrong with one key or row must not end the upkeep of the others, nor the server.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Failed(logger, failure, Period);
        }
    }

    private async Task RewrapAsync(CancellationToken stoppingToken)
    {
        RewrapProgress? last = null;
        var batches = 0;
        foreach (var progress in rewrapping.Run())
        {
            last = progress;
            if (++batches % BatchesBetweenLogs == 0)
                Rewrapping(logger, progress.Rewrapped, progress.Total);
            await Task.Delay(Pause, time, stoppingToken);
        }

        if (last is { Rewrapped: > 0 })
            Rewrapped(logger, last.Rewrapped);
        if (last is { Unopened: > 0 })
            Unopened(logger, last.Unopened);
    }

    private async Task ResealAsync(CancellationToken stoppingToken)
    {
        var last = new RenewalProgress();
        var batches = 0;
        await foreach (var progress in renewal.ContinueAsync(owner: null, Pause, stoppingToken))
        {
            last = progress;
            if (++batches % BatchesBetweenLogs == 0)
                Resealing(logger, progress.Rows, progress.Keys);
        }

        if (last.Rows > 0 || last.Retired > 0)
            Resealed(logger, last.Rows, last.Keys, last.Retired);
        if (last.Broken > 0)
            Broken(logger, last.Broken);
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Wrapping data keys under the current master key: {Done} of {Total}")]
    private static partial void Rewrapping(ILogger logger, long done, long total);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "Wrapped {Count} data keys under the current master key")]
    private static partial void Rewrapped(ILogger logger, long count);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "{Count} data keys lie under master keys that are not set (ENCRYPTION_KEYS_OLD) or were changed; 'mediagents keys status' tells more")]
    private static partial void Unopened(ILogger logger, long count);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Information, Message = "Sealing anew under renewed data keys: {Rows} rows so far, key {Key}")]
    private static partial void Resealing(ILogger logger, long rows, long key);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Information, Message = "Sealed {Rows} rows anew, of {Keys} earlier data keys; {Retired} of these keys were removed")]
    private static partial void Resealed(ILogger logger, long rows, long keys, long retired);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Error, Message = "{Count} rows under earlier data keys do not open: they were changed. Their keys stay")]
    private static partial void Broken(ILogger logger, long count);

    [LoggerMessage(EventId = 4007, Level = LogLevel.Warning, Message = "Keys could not be looked after; trying again in {Pause}")]
    private static partial void TryingLater(ILogger logger, Exception away, TimeSpan pause);

    [LoggerMessage(EventId = 4008, Level = LogLevel.Error, Message = "Looking after keys failed; trying again in {Pause}")]
    private static partial void Failed(ILogger logger, Exception failure, TimeSpan pause);
}
