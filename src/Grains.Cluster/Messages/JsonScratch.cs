using System.Buffers;
using System.Text.Json;
using MediAgents.Primitives;

namespace MediAgents.Grains.Cluster.Messages;

/// <summary>Where a thread writes the JSON of one message after another, instead of allocating room for each.</summary>
#pragma warning disable CA1001 // The writer's room is ours: there is nothing to dispose of.
internal sealed class JsonScratch
#pragma warning restore CA1001
{
    /// <summary>Room of more bytes is given back: a bill of 200 pages is rare.</summary>
    private const int Keep = 64 * 1024;

    [ThreadStatic]
    private static JsonScratch? ofThread;

    private readonly ArrayBufferWriter<byte> room = new(4 * 1024);
    private readonly Utf8JsonWriter writer;

    private JsonScratch() =>
        writer = new Utf8JsonWriter(room, new JsonWriterOptions { Encoder = WireJson.Options.Encoder, SkipValidation = true });

    /// <summary>The JSON of a value, until this thread writes the next.</summary>
    public static ReadOnlySpan<byte> Write(object value, Type declared)
    {
        var scratch = ofThread ?? new JsonScratch();
        ofThread = null; // A failure leaves it half written: then the next message begins with another.
        scratch.room.ResetWrittenCount();
        scratch.writer.Reset();
        JsonSerializer.Serialize(scratch.writer, value, declared, WireJson.Options);
        ofThread = scratch.room.Capacity <= Keep ? scratch : null;
        return scratch.room.WrittenSpan;
    }
}
