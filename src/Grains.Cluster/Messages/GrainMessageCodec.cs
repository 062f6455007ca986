using System.Buffers;
using Orleans;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace MediAgents.Grains.Cluster.Messages;

/// <summary>
/// A message between processes: field 0 the request's name, absent in replies and items; field 1 the JSON;
/// field 2 the span a request was sent in, where there is one. Fields may be added
/// under new numbers, which older releases pass over; none is ever reused.
/// </summary>
[RegisterSerializer]
public sealed class GrainMessageCodec : IFieldCodec<GrainMessage>
{
    private const uint NameField = 0;
    private const uint JsonField = 1;
    private const uint TraceField = 2;

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, GrainMessage? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return; // null, or already in this message
        writer.WriteStartObject(fieldIdDelta, expectedType, typeof(GrainMessage));
        if (value!.Name is not null)
            StringCodec.WriteField(ref writer, NameField, value.Name);
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeaderExpected(JsonField - NameField, WireType.LengthPrefixed);
        var json = value.ToJson();
        writer.WriteVarUInt32((uint)json.Length);
        writer.Write(json);
        if (value.Trace is not null)
            StringCodec.WriteField(ref writer, TraceField - JsonField, value.Trace);
        writer.WriteEndObject();
    }

    public GrainMessage ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference)
            return ReferenceCodec.ReadReference<GrainMessage, TInput>(ref reader, field)!;
        field.EnsureWireTypeTagDelimited();
        var reference = ReferenceCodec.CreateRecordPlaceholder(reader.Session);
        string? name = null;
        string? trace = null;
        byte[] json = [];
        var id = 0u;
        for (var header = reader.ReadFieldHeader(); !header.IsEndBaseOrEndObject; header = reader.ReadFieldHeader())
        {
            id += header.FieldIdDelta;
            switch (id)
            {
                case NameField:
                    name = StringCodec.ReadValue(ref reader, header);
                    break;
                case JsonField:
                    header.EnsureWireType(WireType.LengthPrefixed);
                    ReferenceCodec.MarkValueField(reader.Session);
                    json = reader.ReadBytes(reader.ReadVarUInt32());
                    break;
                case TraceField:
                    trace = StringCodec.ReadValue(ref reader, header);
                    break;
                default:
                    reader.ConsumeUnknownField(header);
                    break;
            }
        }

        var message = new GrainMessage(name, json, trace);
        ReferenceCodec.RecordObject(reader.Session, message, reference);
        return message;
    }
}

/// <summary>Within a process a message is passed on as it is.</summary>
[RegisterCopier]
public sealed class GrainMessageCopier : ShallowCopier<GrainMessage>;
