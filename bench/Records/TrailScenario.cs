using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using MediAgents.Primitives;
using MediAgents.Records.Sealing;
using MediAgents.Records.Timeline;
using MediAgents.Storage;
using MediAgents.Storage.Sqlite;
using MediAgents.Storage.Sqlite.AuditTrail;
using MediAgents.Storage.Sqlite.Timeline;
using MediAgents.Storage.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Bench.Records;

/// <summary>
/// What the audit trail costs: sealed additions of events with their chained entry in the same transaction, beside the same
/// additions without it, by one writer and by 64 whose writes share commits. Rounds of both take turns on one file.
/// </summary>
internal static class TrailScenario
{
    private const int Rounds = 5;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(TextWriter output)
    {
        var directory = Directory.CreateTempSubdirectory("mediagents-bench-");
        try
        {
            var services = new ServiceCollection().AddSqliteStorage(
                new StorageOptions { DataDirectory = directory.FullName },
                new KeyOptions { DataDirectory = directory.FullName, AllowGenerated = true });
            await using var provider = services.BuildServiceProvider();
            foreach (var writers in (int[])[1, 64])
                await MeasureAsync(provider, writers, output);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(IServiceProvider services, int writers, TextWriter output)
    {
        await RunAsync(services, writers, withTrail: true); // the runtime compiles hot code meanwhile
        var (without, with) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await RunAsync(services, writers, withTrail: false));
            with.Add(await RunAsync(services, writers, withTrail: true));
        }

        without.Sort();
        with.Sort();
        var (bare, audited) = (without[Rounds / 2], with[Rounds / 2]);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{writers,3} writers: {bare,7:0} additions/s without, {audited,7:0} with the trail: it costs {(1 - audited / bare) * 100:0} % (medians of {Rounds} rounds)"));
    }

    /// <summary>Additions a second.</summary>
    private static async Task<double> RunAsync(IServiceProvider services, int writers, bool withTrail)
    {
        var database = services.GetRequiredService<SqliteDatabase>();
        var trail = services.GetRequiredService<TrailWriter>();
        var seals = new EventSeals(services.GetRequiredService<Sealer>());
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var owner = new PatientId(Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(writer))));
            var scope = new PatientScope(Principal.Loopback, owner);
            var count = 0L;
            while (Stopwatch.GetElapsedTime(started) < Round)
            {
                var now = TimeProvider.System.GetUtcNow();
                var added = seals.Seal(owner, SortableId.New("e_", TimeProvider.System), 1, Content);
                await database.WriteAsync(session =>
                {
                    var position = EventRows.Insert(session, scope, added, EventStatus.Confirmed, now, now);
                    if (withTrail)
                        trail.Append(session, Access.By(scope, "timeline.add", added.Id));
                    return position;
                });
                count++;
            }

            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static EventContent Content { get; } = new()
    {
        Type = EventType.LabResult,
        Title = "HbA1c",
        Description = "Fasting sample, sent by the family doctor.",
        OccurredAt = EventTime.Parse("2026-03-07"),
        Measurements = [new Measurement("HbA1c", 7.2m, Unit: "%", Low: 4.0m, High: 5.6m)],
    };
}
