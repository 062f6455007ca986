using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MediAgents.Bench;

/// <summary>What a load measured; latencies in milliseconds, from the first byte sent to the last received.</summary>
internal sealed record HttpFigures(double PerSecond, double P50, double P95, double P99);

/// <summary>
/// Requests over plain sockets, a fixed number of connections, each one request after another. Little more than reading
/// bytes, so that the server gets the processor.
/// </summary>
internal static class HttpLoad
{
    /// <param name="port">On loopback.</param>
    /// <param name="connections">Requests at once.</param>
    /// <param name="warmUp">Under the same load, before anything is counted.</param>
    /// <param name="duration">Of the measurement.</param>
    /// <param name="requestOf">The request that a connection sends as its n-th.</param>
    public static async Task<HttpFigures> RunAsync(int port, int connections, TimeSpan warmUp, TimeSpan duration, Func<int, int, byte[]> requestOf)
    {
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var samples = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() => DriveAsync(port, connection, begin, end, requestOf))));
        var all = samples.SelectMany(one => one).Order().ToList();
        return new HttpFigures(all.Count / duration.TotalSeconds, Percentile(all, 0.50), Percentile(all, 0.95), Percentile(all, 0.99));
    }

    public static byte[] Get(string path) => Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    /// <summary>A POST with a JSON body, kept alive.</summary>
    public static byte[] Post(string path, string json) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    private static async Task<List<double>> DriveAsync(int port, int connection, long begin, long end, Func<int, int, byte[]> requestOf)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var samples = new List<double>();
        var buffer = new byte[512 * 1024];
        for (var n = 0; ; n++)
        {
            var request = requestOf(connection, n);
            var sent = Stopwatch.GetTimestamp();
            if (sent >= end)
                return samples;
            await socket.SendAsync(request);
            await ReadAsync(socket, buffer);
            if (sent >= begin)
                samples.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
    }

    private static async Task ReadAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        do
        {
            if (length == buffer.Length)
                throw new InvalidOperationException("A response is longer than the buffer.");
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The server closed.");
            length += read;
        }
        while (!IsWhole(buffer.AsSpan(0, length)));

        if (!buffer.AsSpan(0, length).StartsWith("HTTP/1.1 2"u8))
            throw new InvalidOperationException($"No success: {Encoding.UTF8.GetString(buffer, 0, Math.Min(length, 500))}");
    }

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        var head = response.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var named = response[..head].IndexOf("\r\nContent-Length: "u8);
        if (named < 0)
            return response.EndsWith("\r\n0\r\n\r\n"u8); // chunked
        var number = response[(named + "\r\nContent-Length: ".Length)..];
        return response.Length >= head + 4 + int.Parse(number[..number.IndexOf("\r\n"u8)], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, Math.Floor(share * sorted.Count))];
}
