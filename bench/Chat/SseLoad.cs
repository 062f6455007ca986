using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MediAgents.Bench.Chat;

/// <summary>What a load measured. Latencies in milliseconds, from the request to the first event that shows something.</summary>
internal sealed record LoadResult(double RunsPerSecond, double FirstP50, double FirstP99, double WholeP50, double WholeP99);

/// <summary>
/// Asks over plain sockets, a fixed number of connections, each one request after another, and reads server-sent events
/// to their end. Little more than reading bytes, so that the server gets the processor.
/// </summary>
internal static class SseLoad
{
    /// <param name="port">On loopback.</param>
    /// <param name="connections">Requests at once.</param>
    /// <param name="warmUp">Under the same load, before anything is counted: the runtime compiles hot code anew meanwhile.</param>
    /// <param name="duration">Of the measurement.</param>
    /// <param name="requestOf">The request that a connection sends as its n-th.</param>
    /// <param name="first">Bytes that mark the first event of interest.</param>
    public static async Task<LoadResult> RunAsync(
        int port,
        int connections,
        TimeSpan warmUp,
        TimeSpan duration,
        Func<int, int, byte[]> requestOf,
        IReadOnlyList<byte[]> first)
    {
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var samples = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() =>
            DriveAsync(port, connection, begin, end, requestOf, first))));
        var all = samples.SelectMany(one => one).ToList();
        var firsts = all.ConvertAll(sample => sample.First);
        var wholes = all.ConvertAll(sample => sample.Whole);
        return new LoadResult(
            all.Count / duration.TotalSeconds,
            Percentile(firsts, 0.50),
            Percentile(firsts, 0.99),
            Percentile(wholes, 0.50),
            Percentile(wholes, 0.99));
    }

    private static async Task<List<(double First, double Whole)>> DriveAsync(
        int port,
        int connection,
        long begin,
        long end,
        Func<int, int, byte[]> requestOf,
        IReadOnlyList<byte[]> first)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var samples = new List<(double, double)>();
        var buffer = new byte[256 * 1024];
        for (var n = 0; ; n++)
        {
            var request = requestOf(connection, n);
            var sent = Stopwatch.GetTimestamp();
            if (sent >= end)
                return samples;
            await socket.SendAsync(request);
            var shown = await ReadAsync(socket, buffer, first);
            if (sent >= begin)
                samples.Add((Milliseconds(sent, shown), Milliseconds(sent, Stopwatch.GetTimestamp())));
        }
    }

    /// <summary>Reads one chunked response to its end; returns when the first event of interest had come.</summary>
    private static async Task<long> ReadAsync(Socket socket, byte[] buffer, IReadOnlyList<byte[]> first)
    {
        var length = 0;
        long shown = 0;
        while (true)
        {
            if (length == buffer.Length)
                throw new InvalidOperationException("A response is longer than the buffer.");
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException($"The server closed: {Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 300))}");
            var from = Math.Max(0, length - 32);
            length += read;
            if (shown == 0 && first.Any(mark => buffer.AsSpan(from, length - from).IndexOf(mark) >= 0))
                shown = Stopwatch.GetTimestamp();
            if (buffer.AsSpan(0, length).EndsWith("\r\n0\r\n\r\n"u8))
                break;
        }

        if (!buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
            throw new InvalidOperationException($"Not a 200: {Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 300))}");
        return shown == 0 ? Stopwatch.GetTimestamp() : shown;
    }

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private static double Percentile(List<double> values, double share)
    {
        if (values.Count == 0)
            return double.NaN;
        values.Sort();
        return values[(int)Math.Min(values.Count - 1, Math.Floor(share * values.Count))];
    }
}
