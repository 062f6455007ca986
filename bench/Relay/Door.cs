using System.Diagnostics;
using System.Text.Json;
using MediAgents.ModelServer;

namespace MediAgents.Bench.Relay;

/// <summary>A way to ask, and what its readers saw so far.</summary>
internal sealed class Door(string name, BuiltServer server, string path, Func<int, object> bodyOf)
{
    private readonly List<double> latencies = [];
    private TimeSpan taken;
    private TimeSpan processor;

    public string Name => name;

    /// <summary>Words that never came.</summary>
    public int Lost { get; private set; }

    /// <summary>Words that came after a later one, or twice.</summary>
    public int Misplaced { get; private set; }

    /// <summary>Words a second, all chats together.</summary>
    public double PerSecond => latencies.Count / taken.TotalSeconds;

    /// <summary>Processor time of the server under measurement for each word, in microseconds.</summary>
    public double ProcessorPerWord => processor.TotalMicroseconds / latencies.Count;

    public async Task WarmUpAsync(int chats) => await AskAsync(chats, 1);

    public async Task MeasureAsync(int chats, int rounds)
    {
        var (begun, before) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        var read = await AskAsync(chats, rounds);
        taken += Stopwatch.GetElapsedTime(begun);
        processor += server.ProcessorTime - before;
        latencies.AddRange(read.SelectMany(answer => answer.Latencies));
        Lost += read.Sum(answer => answer.Lost);
        Misplaced += read.Sum(answer => answer.Misplaced);
    }

    /// <summary>How late so many of a hundred words were at most, in milliseconds.</summary>
    public double Percentile(double percent)
    {
        latencies.Sort();
        return latencies[(int)Math.Min(latencies.Count - 1, Math.Floor(percent / 100 * latencies.Count))];
    }

    private Task<IReadOnlyList<TokenReader>> AskAsync(int chats, int rounds) =>
        TokenLoad.RunAsync(server.Port, chats, rounds, Scripts.Ticks, chat => HttpLoad.Post(path, JsonSerializer.Serialize(bodyOf(chat))));
}
