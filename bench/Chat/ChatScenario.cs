using System.Globalization;
using System.Text.Json;
using MediAgents.Grains.Hosting;
using MediAgents.Server;
using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Bench.Chat;

/// <summary>
/// Whole chat runs over HTTP, streamed, with durable logs: runs a second and the time to the first thing shown, beside
/// two baselines in the same process and run. Closed loop: each of 100 connections has one run under way at any time.
/// </summary>
internal static class ChatScenario
{
    private const int Connections = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(TextWriter output)
    {
        var directory = Directory.CreateTempSubdirectory("mediagents-bench-");
        try
        {
            await using var app = ServerHost.Build(SettingsFile.Load(new Dictionary<string, string?>
            {
                ["MEDIAGENTS_DATA_DIR"] = directory.FullName,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["LOG_LEVEL"] = "error",
            }));
            Baselines.Map(app, app.Services.GetRequiredService<IGrainStorage>());
            await app.StartAsync();
            var port = new Uri(app.Urls.First()).Port;

            var bare = await MeasureAsync(port, (_, _) => HttpLoad.Post("/bare", "{}"), "event: answer.delta");
            var logged = await MeasureAsync(port, (_, _) => HttpLoad.Post("/logged", "{}"), "event: answer.delta");
            var chat = await MeasureAsync(port, Question, "event: citation", "event: answer.delta");

            await output.WriteLineAsync($"{"",-34}{"per second",12}{"first p50 ms",14}{"first p99 ms",14}{"whole p50 ms",14}{"whole p99 ms",14}");
            await WriteAsync(output, "bare SSE, 20 events", bare);
            await WriteAsync(output, "same, sealed and logged first", logged);
            await WriteAsync(output, "chat run, extractive", chat);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"chat / bare {chat.RunsPerSecond / bare.RunsPerSecond:0.000}, chat / logged {chat.RunsPerSecond / logged.RunsPerSecond:0.000}"));
            await app.StopAsync();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Task<LoadResult> MeasureAsync(int port, Func<int, int, byte[]> requestOf, params string[] first) =>
        SseLoad.RunAsync(port, Connections, WarmUp, Duration, requestOf, [.. first.Select(mark => System.Text.Encoding.UTF8.GetBytes(mark))]);

    private static byte[] Question(int connection, int n)
    {
        var question = Questions.All[(connection * 7 + n) % Questions.All.Count];
        return HttpLoad.Post("/chat/", JsonSerializer.Serialize(new { user_id = $"patient-{connection}", message = question, stream = true }));
    }

    private static Task WriteAsync(TextWriter output, string name, LoadResult result) => output.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-34}{result.RunsPerSecond,12:0}{result.FirstP50,14:0.0}{result.FirstP99,14:0.0}{result.WholeP50,14:0.0}{result.WholeP99,14:0.0}"));
}
