using System.Net;
using System.Net.Sockets;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediAgents.Gateway.AuditTrail;

/// <summary>
/// Calls without a valid key, as <c>auth.denied</c> in the audit trail: the first of an address at once, those that follow
/// counted into one entry a second, so that nobody fills the disk by calling.
/// </summary>
internal sealed partial class FailedAuthentications(IAuditTrail trail, TimeProvider time, ILogger<FailedAuthentications> logger) : BackgroundService
{
    private const string Action = "auth.denied";

    // Beyond these, addresses share one count: they are as easily had as calls are made.
    private const int MostAddresses = 256;
    private const string Others = "others";
    private const int NetworkBytes = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> waiting = new(StringComparer.Ordinal);

    /// <summary>Counts one; returns once it is recorded, or counted into the entry to come.</summary>
    public async ValueTask RecordAsync(IPAddress? address, CancellationToken cancellationToken)
    {
        var origin = OriginOf(address);
        if (IsFirst(ref origin))
            await trail.RecordAsync(Denied(origin, 1), cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteCountsAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteCountsAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rest is written by StopAsync.
        }
    }

    private bool IsFirst(ref string origin)
    {
        lock (gate)
        {
            if (!waiting.ContainsKey(origin) && waiting.Count >= MostAddresses)
                origin = Others;
            if (waiting.TryAdd(origin, 0))
                return true;
            waiting[origin]++;
            return false;
        }
    }

    private async Task WriteCountsAsync(CancellationToken cancellationToken)
    {
        Exception? unexpected = null;
        foreach (var (origin, count) in TakeCounts())
        {
            try
            {
                await trail.RecordAsync(Denied(origin, count), cancellationToken);
            }
            catch (Exception failure) when (failure is StorageUnavailableException or OperationCanceledException)
            {
                GiveBack(origin, count);
            }
#pragma warning disable CA1031 // Whatever it is, the next second tries again; it must not stop the server.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                GiveBack(origin, count);
                unexpected = failure;
            }
        }

        if (unexpected is not null)
            NotRecorded(unexpected);
    }

    /// <summary>An address from which nothing came since the last time is forgotten.</summary>
    private List<KeyValuePair<string, long>> TakeCounts()
    {
        lock (gate)
        {
            var counted = waiting.Where(one => one.Value > 0).ToList();
            foreach (var quiet in waiting.Where(one => one.Value == 0).ToList())
                waiting.Remove(quiet.Key);
            foreach (var (origin, _) in counted)
                waiting[origin] = 0;
            return counted;
        }
    }

    private void GiveBack(string origin, long count)
    {
        lock (gate)
            waiting[origin] = waiting.GetValueOrDefault(origin) + count;
    }

    private static Access Denied(string origin, long count) =>
        new(Principal.Anonymous(origin), Patient: null, Action, Outcome: AccessOutcome.Denied, Count: count);

    /// <summary>The address; of version 6 the network of 64 bits, all of which one caller has.</summary>
    private static string OriginOf(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    [LoggerMessage(EventId = 4111, Level = LogLevel.Error, Message = "Calls without a valid key could not be recorded; trying again")]
    private partial void NotRecorded(Exception failure);
}
