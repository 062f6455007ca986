using System.Buffers;
using System.Text.Json;
using MediAgents.Grains.Journals;
using MediAgents.Primitives;

namespace MediAgents.Grains.Run;

/// <summary>Writes events into a run's journal in the shape of the wire (contract.md, Events).</summary>
internal sealed class RunEventWriter(IJournal journal, string runId, string sessionId, TimeProvider time)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = WireJson.Options.Encoder, SkipValidation = true };

    /// <summary>Most events fit, so that the buffer seldom grows.</summary>
    private const int InitialBytes = 1024;

    public void Write<T>(string type, T data)
    {
        var buffer = new ArrayBufferWriter<byte>(InitialBytes);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("run_id", runId);
            json.WriteString("session_id", sessionId);
            json.WriteNumber("seq", journal.NextSeq);
            json.WriteString("time", time.GetLocalNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz"));
            json.WriteString("type", type);
            json.WritePropertyName("data");
            JsonSerializer.Serialize(json, data, WireJson.Options);
            json.WriteEndObject();
        }

        journal.Append(type, buffer.WrittenMemory);
    }
}
