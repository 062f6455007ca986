using System.Diagnostics;
using System.Globalization;
using MediAgents.Contract.Grains;
using MediAgents.Contract.Hosts;

namespace MediAgents.Grains.Embedded.Tests.Conformance;

/// <summary>The contract's grains in a process of their own, on SQLite, which is killed with SIGKILL while they are busy.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 4;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mediagents-kill-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Acknowledged_turns_survive_kills_and_unfinished_work_is_finished(int seed)
    {
        var random = new Random(seed);
        var acknowledged = new Dictionary<GrainKey, long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunUntilKilledAsync($"{kill}", acknowledgements: random.Next(1, 600), acknowledged);
            await using var reopened = new SqliteHost(folder);
            var host = await reopened.StartAsync(TestKinds.All(new Probe()), new HostSettings());
            foreach (var (key, reached) in acknowledged)
                await ShouldHoldAsync(host, key, reached);
        }

        acknowledged.Keys.Select(key => key.Kind).Distinct().Order().ShouldBe(["counter", "recorder", "worker"]);
    }

    [Fact]
    public async Task A_process_killed_again_and_again_hands_its_unfinished_work_on_to_the_next()
    {
        var acknowledged = new Dictionary<GrainKey, long>();
        for (var kill = 0; kill < Kills; kill++)
            await RunUntilKilledAsync($"{kill}", acknowledgements: 40, acknowledged);

        var probe = new Probe();
        await using var reopened = new SqliteHost(folder);
        var host = await reopened.StartAsync(TestKinds.All(probe), new HostSettings());
        var jobs = acknowledged.Where(one => one.Key.Kind == "worker").ToList();
        foreach (var (key, steps) in jobs)
            await ShouldFinishAsync(host, key, steps);
        jobs.Sum(job => probe.CountOf("woken", job.Key)).ShouldBeGreaterThan(0, "no job was caught unfinished");
    }

    private static async Task ShouldHoldAsync(RunningHost host, GrainKey key, long reached)
    {
        switch (key.Kind)
        {
            case "counter":
                var total = await host.Grains.AskAsync(key, new ReadTotal());
                total.Added.Count.ShouldBeGreaterThanOrEqualTo((int)reached, $"{key}");
                total.Added.ShouldBe(Enumerable.Range(0, total.Added.Count));
                total.Value.ShouldBe(total.Added.Sum());
                break;
            case "recorder":
                var recorded = await host.Grains.AskAsync(key, new RecordTexts([]));
                var entries = await host.Grains.AskAsync(key, new ReadEntries(0, 1000));
                recorded.LastSeq.ShouldBeGreaterThanOrEqualTo(reached, $"{key}");
                entries.Select(entry => entry.Seq).ShouldBe(UpTo(recorded.LastSeq));
                break;
            default:
                await ShouldFinishAsync(host, key, reached);
                break;
        }
    }

    private static async Task ShouldFinishAsync(RunningHost host, GrainKey key, long steps)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var seen = new List<string>();
        await foreach (var entry in host.Grains.StreamAsync(key, new Follow(0), patience.Token))
        {
            entry.Seq.ShouldBe(seen.Count + 1);
            seen.Add(System.Text.Encoding.UTF8.GetString(entry.Json.Span));
            if (entry.Seq == steps)
                break;
        }

        seen.ShouldBe(UpTo(steps).Select(step => step.ToString(CultureInfo.InvariantCulture)));
        (await host.Grains.AskAsync(key, new ReadJob())).Done.ShouldBe((int)steps);
    }

    private static IEnumerable<long> UpTo(long last) => Enumerable.Range(1, (int)last).Select(seq => (long)seq);

    /// <summary>Kills the child after so many acknowledgements; what it managed to say until then is read to the end.</summary>
    private async Task RunUntilKilledAsync(string series, int acknowledgements, Dictionary<GrainKey, long> acknowledged)
    {
        var child = Path.Combine(AppContext.BaseDirectory, "MediAgents.Grains.Embedded.Tests.Child.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", child, folder.FullName, series]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start).ShouldNotBeNull();
        var lines = 0;
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (++lines == acknowledgements)
                    process.Kill();
                if (line.Split(' ') is [var kind, var id, var reached] && long.TryParse(reached, CultureInfo.InvariantCulture, out var number))
                    acknowledged[new GrainKey(kind, id)] = number;
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        lines.ShouldBeGreaterThanOrEqualTo(acknowledgements, "the child ended before it was killed");
    }
}
