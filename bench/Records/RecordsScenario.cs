using System.Globalization;
using System.Text.Json;
using MediAgents.Primitives;
using MediAgents.Records.Identity;
using MediAgents.Records.Timeline;
using MediAgents.Server;
using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Bench.Records;

/// <summary>
/// A patient's record over HTTP: pages out of a million events, and additions by 64 writers, sealed and audited. On SQLite,
/// or on PostgreSQL where BENCH_DATABASE_URL names an empty database.
/// </summary>
internal static class RecordsScenario
{
    private const int Events = 1_000_000;
    private const int Patients = 1_000;
    private const int Batch = 1_000;
    private const string LoneUser = "patient-with-a-million";

    private static readonly DateTimeOffset FirstDay = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(TextWriter output)
    {
        var directory = Directory.CreateTempSubdirectory("mediagents-bench-");
        var database = Environment.GetEnvironmentVariable("BENCH_DATABASE_URL") ?? "";
        try
        {
            await using var app = ServerHost.Build(SettingsFile.Load(new Dictionary<string, string?>
            {
                ["MEDIAGENTS_DATA_DIR"] = directory.FullName,
                ["DATABASE_URL"] = database,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["LOG_LEVEL"] = "error",
            }));
            await app.StartAsync();
            await output.WriteLineAsync(database.Length == 0 ? "store: SQLite" : "store: PostgreSQL");
            await MeasureAsync(app, output);
            await app.StopAsync();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(WebApplication app, TextWriter output)
    {
        var port = new Uri(app.Urls.First()).Port;
        await output.WriteLineAsync($"{"",-46}{"per second",12}{"p50 ms",10}{"p95 ms",10}{"p99 ms",10}");
        var empty = await HttpLoad.RunAsync(port, 64, WarmUp, Duration, Addition);
        await WriteAsync(output, "additions, 64 connections, empty store", empty);

        await SeedAsync(app.Services, Enumerable.Repeat(LoneUser, 1));
        await SeedAsync(app.Services, Enumerable.Range(0, Patients).Select(UserOf));
        foreach (var connections in (int[])[1, 16])
        {
            var lone = await HttpLoad.RunAsync(port, connections, WarmUp, Duration, (_, n) => Page(LoneUser, n));
            await WriteAsync(output, $"page of 50, 1 M of one patient, {connections} conn.", lone);
            var spread = await HttpLoad.RunAsync(port, connections, WarmUp, Duration, (connection, n) => Page(UserOf((connection * 131 + n) % Patients), n));
            await WriteAsync(output, $"page of 50, 1 M of 1,000 patients, {connections} conn.", spread);
        }

        var full = await HttpLoad.RunAsync(port, 64, WarmUp, Duration, Addition);
        await WriteAsync(output, "additions, 64 connections, 2 M events stored", full);
    }

    private static async Task SeedAsync(IServiceProvider services, IEnumerable<string> users)
    {
        var store = services.GetRequiredService<ITimelineStore>();
        var hasher = services.GetRequiredService<UserHasher>();
        var all = users.ToList();
        var each = Events / all.Count;
        foreach (var user in all)
        {
            var scope = new PatientScope(Principal.Loopback, hasher.Hash(user));
            for (var first = 0; first < each; first += Batch)
            {
                var additions = Enumerable.Range(first, Math.Min(Batch, each - first)).Select(Seeded).ToList();
                await store.AddManyAsync(scope, additions, "bench.seed");
            }
        }
    }

    private static EventAddition Seeded(int n) => new(
        SortableId.New("e_", TimeProvider.System),
        new EventContent
        {
            Type = (EventType)(n % 12),
            Title = $"Follow-up visit {n}",
            Description = "Blood pressure under control, medicines continued, next visit in three months.",
            OccurredAt = EventTime.Of(DateOnly.FromDateTime(DayOf(n).DateTime)),
        });

    /// <summary>Spread over 25 years, in no order.</summary>
    private static DateTimeOffset DayOf(int n) => FirstDay.AddDays((int)((uint)n * 2654435761u % 9125));

    private static string UserOf(int n) => $"patient-{n}";

    private static byte[] Page(string user, int n) =>
        HttpLoad.Get($"/timeline/?user_id={user}&limit=50&to={DayOf(n):yyyy-MM-dd}");

    private static byte[] Addition(int connection, int n) => HttpLoad.Post("/timeline/event", JsonSerializer.Serialize(new
    {
        user_id = UserOf(connection),
        type = "lab_result",
        title = "HbA1c",
        description = "Fasting sample, sent by the family doctor.",
        occurred_at = DayOf(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        measurements = new[] { new { name = "HbA1c", value = 7.2, unit = "%", low = 4.0, high = 5.6 } },
    }));

    private static Task WriteAsync(TextWriter output, string name, HttpFigures figures) => output.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-46}{figures.PerSecond,12:0}{figures.P50,10:0.00}{figures.P95,10:0.00}{figures.P99,10:0.00}"));
}
