using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MediAgents.Gateway.Tests.Telemetry;

/// <summary>A span of an <c>ExportTraceServiceRequest</c> (opentelemetry/proto/trace/v1/trace.proto).</summary>
/// <param name="TraceId">Hexadecimal.</param>
/// <param name="SpanId">Hexadecimal.</param>
/// <param name="ParentId">Hexadecimal; empty at the root.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tags">Attributes, as text.</param>
public sealed record OtlpSpan(string TraceId, string SpanId, string ParentId, string Name, IReadOnlyDictionary<string, string> Tags)
{
    public static IEnumerable<OtlpSpan> ReadAll(byte[] request)
    {
        foreach (var resource in Fields(request, 1))
        {
            foreach (var scope in Fields(resource, 2))
            {
                foreach (var span in Fields(scope, 2))
                    yield return Read(span);
            }
        }
    }

    private static OtlpSpan Read(byte[] span) => new(
        Hex(Fields(span, 1)),
        Hex(Fields(span, 2)),
        Hex(Fields(span, 4)),
        Text(Fields(span, 5)),
        Fields(span, 9).ToDictionary(tag => Text(Fields(tag, 1)), tag => ValueOf(Fields(tag, 2).Single()), StringComparer.Ordinal));

    /// <summary>An <c>AnyValue</c> (opentelemetry/proto/common/v1/common.proto): a text, a whole number, a number, or a list of such.</summary>
    private static string ValueOf(byte[] value) =>
        Fields(value, 1).Select(Encoding.UTF8.GetString).SingleOrDefault()
        ?? Fields(value, 3).Select(number => $"{BinaryPrimitives.ReadInt64LittleEndian(number)}").SingleOrDefault()
        ?? Fields(value, 4).Select(number => string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadDoubleLittleEndian(number)}")).SingleOrDefault()
        ?? string.Join(',', Fields(Fields(value, 5).Single(), 1).Select(ValueOf));

    private static string Text(IEnumerable<byte[]> field) => Encoding.UTF8.GetString(field.SingleOrDefault() ?? []);

    private static string Hex(IEnumerable<byte[]> field) => Convert.ToHexStringLower(field.SingleOrDefault() ?? []);

    /// <summary>The values of one field of a protobuf message: bytes as they are, numbers in eight bytes.</summary>
    private static List<byte[]> Fields(byte[] message, int wanted)
    {
        var found = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            byte[] value;
            switch (tag & 7)
            {
                case 0:
                    value = BitConverter.GetBytes(Varint(message, ref at));
                    break;
                case 1:
                    value = message[at..(at += 8)];
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    value = message[at..(at += length)];
                    break;
                case 5:
                    value = message[at..(at += 4)];
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7}.");
            }

            if ((int)(tag >> 3) == wanted)
                found.Add(value);
        }

        return found;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
