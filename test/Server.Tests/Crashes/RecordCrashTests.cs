using System.Globalization;
using System.Text.Json;
using MediAgents.Server.Tests.Processes;
using Xunit.Abstractions;

namespace MediAgents.Server.Tests.Crashes;

/// <summary>
/// The server is killed again and again at random moments while patients' records are written. MEDIAGENTS_KILLS says how
/// often (make crash: 200); a handful by default.
/// </summary>
public abstract class RecordCrashTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 8;
    private const int MostMilliseconds = 400;

    private static readonly int Kills =
        int.Parse(Environment.GetEnvironmentVariable("MEDIAGENTS_KILLS") ?? "4", CultureInfo.InvariantCulture);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("mediagents-crash-");

    protected string Folder => directory.FullName;

    public abstract Task InitializeAsync();

    public virtual Task DisposeAsync()
    {
        directory.Delete(recursive: true);
        return Task.CompletedTask;
    }

    protected abstract (string Name, string Value)[] Settings { get; }

    protected abstract IReadOnlyList<string> FilesLeft { get; }

    protected async Task KillAgainAndAgainAsync()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var writers = Enumerable.Range(0, Writers).Select(n => new PatientWriter($"patient-{n}", new Random(random.Next()))).ToList();
        for (var kill = 1; kill <= Kills; kill++)
        {
            await WriteUntilKilledAsync(writers, random.Next(MostMilliseconds));
            (await VerifyTrailAsync()).ShouldBe(0, $"the audit trail after kill {kill}");
            using var restarted = await ServerProcess.StartAsync(Folder, Settings);
            foreach (var writer in writers)
                await writer.LatestShouldBeThereAsync(restarted.Client);
            if (kill == Kills)
                await AllShouldBeThereAsync(writers, restarted.Client);
            await restarted.TerminateAsync();
        }

        await ShouldBeInTheTrailAsync(writers);
        Directory.GetFiles(Folder).Select(Path.GetFileName).ShouldBeSubsetOf(FilesLeft);
        output.WriteLine($"{Kills} kills, {writers.Sum(one => one.Writes)} acknowledged writes, none lost, the audit trail whole after each kill, no file left over");
    }

    private static async Task AllShouldBeThereAsync(List<PatientWriter> writers, HttpClient client)
    {
        foreach (var writer in writers)
            await writer.AllShouldBeThereAsync(client);
    }

    private async Task WriteUntilKilledAsync(List<PatientWriter> writers, int milliseconds)
    {
        using var server = await ServerProcess.StartAsync(Folder, Settings);
        var before = writers.Sum(one => one.Writes);
        var writing = writers.Select(one => Task.Run(() => one.WriteUntilGoneAsync(server.Client))).ToList();
        while (writers.Sum(one => one.Writes) == before && !writing.All(one => one.IsCompleted))
            await Task.Yield();
        await Task.Delay(milliseconds); // the moment of the kill is what is random
        await server.KillAsync();
        await Task.WhenAll(writing);
    }

    private Task<int> VerifyTrailAsync() => ServerProcess.RunAsync(Folder, Settings, "audit-trail", "verify");

    private async Task ShouldBeInTheTrailAsync(List<PatientWriter> writers)
    {
        var file = Path.Combine(Folder, "trail.jsonl");
        (await ServerProcess.RunAsync(Folder, Settings, "audit-trail", "export", "--out", file)).ShouldBe(0);
        var subjects = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var line in File.ReadLinesAsync(file))
        {
            var entry = JsonDocument.Parse(line).RootElement;
            if (entry.TryGetProperty("subject", out var subject) && entry.GetProperty("action").GetString() is "timeline.add" or "timeline.change" or "timeline.delete")
                subjects[subject.GetString()!] = subjects.GetValueOrDefault(subject.GetString()!) + 1;
        }

        foreach (var (id, state) in writers.SelectMany(one => one.Acknowledged))
            subjects.GetValueOrDefault(id).ShouldBeGreaterThanOrEqualTo(Math.Max(1, state.Version), id);
        File.Delete(file);
    }
}
