using System.Net;
using System.Net.Sockets;

namespace MediAgents.Bench.Relay;

/// <summary>Asks over plain sockets, each connection one question after another, and reads the words of the answers.</summary>
internal static class TokenLoad
{
    /// <summary>Between the beginnings of two connections, so that their words do not come in step.</summary>
    private static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(9);

    /// <param name="port">On loopback.</param>
    /// <param name="connections">Answers at once.</param>
    /// <param name="rounds">Answers of each connection, one after another.</param>
    /// <param name="wordsOfAnswer">Words that each answer has.</param>
    /// <param name="requestOf">The request that a connection sends.</param>
    public static async Task<IReadOnlyList<TokenReader>> RunAsync(int port, int connections, int rounds, int wordsOfAnswer, Func<int, byte[]> requestOf)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            await Task.Delay(Stagger * connection, TimeProvider.System);
            return await DriveAsync(port, rounds, wordsOfAnswer, requestOf(connection));
        })));
        return [.. answers.SelectMany(one => one)];
    }

    private static async Task<List<TokenReader>> DriveAsync(int port, int rounds, int wordsOfAnswer, byte[] request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var answers = new List<TokenReader>();
        for (var round = 0; round < rounds; round++)
            answers.Add(await ReadAsync(socket, request, wordsOfAnswer));
        return answers;
    }

    private static async Task<TokenReader> ReadAsync(Socket socket, byte[] request, int wordsOfAnswer)
    {
        var answer = new TokenReader(wordsOfAnswer);
        var buffer = new byte[64 * 1024];
        await socket.SendAsync(request);
        while (!answer.IsWhole)
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0)
                throw new InvalidOperationException("The server closed.");
            answer.Take(buffer.AsSpan(0, read), Now());
        }

        return answer;
    }

    /// <summary>As the stand-in stamps its words.</summary>
    private static long Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
