using System.Buffers.Text;
using System.Text;

namespace MediAgents.Bench.Relay;

/// <summary>
/// Reads the numbered, stamped words of one streamed answer out of a chunked response, as bytes come: how late each is, whether one
/// is missing or out of turn.
/// </summary>
internal sealed class TokenReader(int expected)
{
    private const int LongestFrame = 16 * 1024;
    private const int LongestLine = 1024 * 1024;

    private readonly List<double> latencies = [];
    private readonly Gathered frame = new(LongestFrame);
    private readonly Gathered line = new(LongestLine);
    private int last;
    private int toCome;
    private bool isHead = true;
    private bool isLast;
    private bool isOther;

    /// <summary>How late each word was, in milliseconds.</summary>
    public IReadOnlyList<double> Latencies => latencies;

    /// <summary>Words that never came.</summary>
    public int Lost => expected - (latencies.Count - Misplaced);

    /// <summary>Words that came after a later one, or a second time.</summary>
    public int Misplaced { get; private set; }

    public bool IsWhole { get; private set; }

    /// <param name="bytes">What has come.</param>
    /// <param name="now">When, in microseconds of Unix time.</param>
    public void Take(ReadOnlySpan<byte> bytes, long now)
    {
        while (!bytes.IsEmpty)
        {
            var isContent = toCome > 0;
            var span = isContent ? bytes[..Math.Min(bytes.Length, toCome)] : bytes;
            var end = span.IndexOf((byte)'\n') + 1;
            var part = end > 0 ? span[..end] : span;
            bytes = bytes[part.Length..];
            toCome -= isContent ? part.Length : 0;
            (isContent ? line : frame).Add(part);
            if (end > 0 && isContent)
                ReadLine(line.Take(), now);
            else if (end > 0)
                ReadFrame(frame.Take());
        }
    }

    /// <summary>A line of the head, the length of a chunk, or the end of one.</summary>
    private void ReadFrame(ReadOnlySpan<byte> text)
    {
        var isEmpty = text.Length <= 2;
        if (isHead)
        {
            if (text.StartsWith("HTTP/1.1 "u8) && !text.StartsWith("HTTP/1.1 200"u8))
                throw new InvalidOperationException($"No success: {Encoding.UTF8.GetString(text)}");
            isHead = !isEmpty;
        }
        else if (!isEmpty)
        {
            toCome = Utf8Parser.TryParse(text, out int size, out _, 'x') ? size : throw new InvalidOperationException("A chunk without a length.");
            isLast = size == 0;
        }
        else
        {
            IsWhole = isLast;
        }
    }

    private void ReadLine(ReadOnlySpan<byte> text, long now)
    {
        if (text.StartsWith("event: "u8))
            isOther = !text.StartsWith("event: agent.delta"u8);
        else if (text.StartsWith("data: "u8) && !isOther)
            ReadWords(text, now);
    }

    private void ReadWords(ReadOnlySpan<byte> text, long now)
    {
        for (int at; (at = text.IndexOf((byte)'@')) >= 0;)
        {
            text = text[(at + 1)..];
            if (!Utf8Parser.TryParse(text, out int number, out var digits) || !Utf8Parser.TryParse(text[(digits + 1)..], out long sent, out _))
                throw new InvalidOperationException("A word was cut.");
            latencies.Add((now - sent) / 1000.0);
            Misplaced += number <= last ? 1 : 0;
            last = Math.Max(last, number);
        }
    }

    /// <summary>Bytes of what is not whole yet.</summary>
    private sealed class Gathered(int most)
    {
        private readonly byte[] bytes = new byte[most];
        private int length;

        public void Add(ReadOnlySpan<byte> part)
        {
            part.CopyTo(bytes.AsSpan(length));
            length += part.Length;
        }

        public ReadOnlySpan<byte> Take()
        {
            var whole = bytes.AsSpan(0, length);
            length = 0;
            return whole;
        }
    }
}
