using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MediAgents.Records.Timeline.Import;

/// <summary>Events as one JSON object a line. Empty lines count as lines and are no rows.</summary>
internal static class JsonLineEvents
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream stream, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var number = 1L;
        var skipping = false; // the rest of a line that is too long
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (TryTakeLine(ref buffer, read.IsCompleted, out var line))
            {
                if (!skipping && ReadLine(line, number, now) is { } row)
                    yield return row;
                skipping = false;
                number++;
            }

            if (buffer.Length > EventImport.MaxLineBytes)
            {
                if (!skipping)
                    yield return TooLong(number);
                skipping = true;
                buffer = buffer.Slice(buffer.End);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                break;
        }

        await reader.CompleteAsync();
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        line = buffer;
        if (!isLast || buffer.IsEmpty)
            return false;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static ImportRow? ReadLine(ReadOnlySequence<byte> line, long number, DateTimeOffset now)
    {
        if (line.Length > EventImport.MaxLineBytes)
            return TooLong(number);
        ReadOnlyMemory<byte> bytes = line.IsSingleSegment ? line.First : line.ToArray();
        if (number == 1 && bytes.Span.StartsWith("\ufeff"u8))
            bytes = bytes[3..];
        if (bytes.Span.Trim(" \t\r"u8).IsEmpty)
            return null;
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(bytes, Options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair in a name
        {
            return ImportRow.Bad(number, "is not JSON, or names a property twice.");
        }

        using (json)
            return new ImportRow(number, EventReader.Read(json.RootElement, now));
    }

    private static ImportRow TooLong(long number) => ImportRow.Bad(number, $"is longer than {EventImport.MaxLineBytes:n0} bytes.");
}
