using System.Globalization;
using MediAgents.Grains.Run;

namespace MediAgents.Bench.Relay;

/// <summary>
/// The built server with the stand-in as its model, which writes 50 tokens a second to each of 100 chats: how late each token is at
/// the reader, beside a bare relay of the same stream in the same run, and whether one is lost or out of turn. Model, relays and
/// readers share one clock, and the doors take turns, so that what else the machine does meets all. Then the same as fast as it
/// goes, for throughput.
/// </summary>
internal static class RelayScenario
{
    private const int Chats = 100;
    private const int Turns = 3;
    private const int RoundsUnpaced = 10;
    private const string Question = "How is migraine treated?";

    private static readonly double Window = new RunOptions().DeltaWindow.TotalMilliseconds;

    public static async Task RunAsync(TextWriter output)
    {
        var directory = Directory.CreateTempSubdirectory("mediagents-bench-");
        await using var model = await ModelProcess.StartAsync();
        await using var bare = BuiltServer.Start(Environment.ProcessPath!, BareRelay.Argument, (BareRelay.ModelSetting, model.BaseUrl));
        await using var ours = BuiltServer.Start(
            BuiltServer.Program,
            "serve",
            ("MEDIAGENTS_DATA_DIR", directory.FullName),
            ("OPENAI_BASE_URL", model.BaseUrl),
            ("MODEL_CONCURRENCY", "200"),
            ("MODEL_USER_DAY_TOKENS", "0"));
        try
        {
            await bare.UntilHealthyAsync();
            await ours.UntilHealthyAsync();
            await MeasureAsync(output, model, "clock", 1, DoorsOf(bare, ours));
            await MeasureAsync(output, model, "clock-unpaced", RoundsUnpaced, DoorsOf(bare, ours));
        }
        finally
        {
            await ours.DisposeAsync();
            directory.Delete(recursive: true);
        }
    }

    private static Door[] DoorsOf(BuiltServer bare, BuiltServer ours) =>
    [
        new("bare relay", bare, BareRelay.Path, _ => new { model = "scripted", stream = true }),
        new("POST /chat/", ours, "/chat/", chat => new { user_id = $"patient-{chat}", message = Question, stream = true }),
        new("POST /v1/chat/completions", ours, "/v1/chat/completions", chat => new
        {
            model = "mediagents",
            user = $"patient-{chat}",
            stream = true,
            messages = new[] { new { role = "user", content = Question } },
        }),
    ];

    private static async Task MeasureAsync(TextWriter output, ModelProcess model, string script, int rounds, Door[] doors)
    {
        await model.PlayAsync(script);
        foreach (var door in doors)
            await door.WarmUpAsync(Chats);
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var door in doors)
                await door.MeasureAsync(Chats, rounds);
        }

        await output.WriteLineAsync($"script {script}, {Chats} chats, {Turns} turns, ms from the model's writing to the reader's reading; window {Window:0} ms");
        await output.WriteLineAsync($"{"",-28}{"p50",9}{"p99",9}{"most",9}{"lost",7}{"misplaced",11}{"tokens/s",10}{"CPU us/token",14}");
        foreach (var door in doors)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{door.Name,-28}{door.Percentile(50),9:0.0}{door.Percentile(99),9:0.0}{door.Percentile(100),9:0.0}{door.Lost,7}{door.Misplaced,11}{door.PerSecond,10:0}{door.ProcessorPerWord,14:0}"));
        }

        foreach (var door in doors.Skip(1))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{door.Name} beyond the bare relay: p50 {door.Percentile(50) - doors[0].Percentile(50):0.0}, p99 {door.Percentile(99) - doors[0].Percentile(99):0.0}; beyond the window too: {door.Percentile(50) - doors[0].Percentile(50) - Window:0.0}, {door.Percentile(99) - doors[0].Percentile(99) - Window:0.0}"));
        }
    }
}
