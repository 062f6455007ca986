using System.Text.Json;
using MediAgents.Primitives;
using Orleans;

namespace MediAgents.Grains.Cluster.Messages;

/// <summary>
/// A request, a reply or an item of a stream on its way. Within a process it is the object itself, immutable and passed on as
/// it is; between processes it is JSON as everywhere on our wires, so that releases which add a field understand each other.
/// </summary>
[Immutable]
public sealed class GrainMessage
{
    private readonly object? value;
    private readonly Type? declared;
    private readonly ReadOnlyMemory<byte> json;
    private readonly string? name;

    private GrainMessage(object value, Type declared, string? name)
    {
        this.value = value;
        this.declared = declared;
        this.name = name;
    }

    private GrainMessage(string? name, ReadOnlyMemory<byte> json)
    {
        this.name = name;
        this.json = json;
    }

    /// <summary>A request, which carries its name: the receiver knows it by that alone.</summary>
    public static GrainMessage Request(object request) => new(request, request.GetType(), MessageNames.Of(request.GetType()));

    /// <summary>A reply or item of a type that the receiver knows from what it asked.</summary>
    public static GrainMessage Reply<T>(T reply) => new(reply!, typeof(T), name: null);

    /// <exception cref="UnknownGrainException">This release knows no such request.</exception>
    /// <exception cref="JsonException">The JSON is not that request's.</exception>
    public object ReadRequest() => value ?? Read(MessageNames.TypeOf(name ?? "") ?? throw new UnknownGrainException($"No request is named '{name}' in this release."));

    /// <exception cref="JsonException">The JSON is not a <typeparamref name="T"/>.</exception>
    public T ReadReply<T>() => (T)(value ?? Read(typeof(T)));

    internal MessageSurrogate ToSurrogate() =>
        new() { Name = name, Json = value is null ? json : JsonSerializer.SerializeToUtf8Bytes(value, declared!, WireJson.Options) };

    internal static GrainMessage FromSurrogate(MessageSurrogate surrogate) => new(surrogate.Name, surrogate.Json);

    private object Read(Type type) =>
        JsonSerializer.Deserialize(json.Span, type, WireJson.Options) ?? throw new JsonException($"A {type.Name} is missing.");
}

/// <summary>A message between processes. Fields may be added under new ids; none is ever reused.</summary>
[GenerateSerializer, Alias("mediagents.message")]
public struct MessageSurrogate
{
    /// <summary>The request's name; null for replies and items.</summary>
    [Id(0)]
    public string? Name { get; set; }

    /// <summary>UTF-8 JSON.</summary>
    [Id(1)]
    public ReadOnlyMemory<byte> Json { get; set; }
}

/// <summary>Turns a message into what crosses between processes, only when it does.</summary>
[RegisterConverter]
public sealed class MessageConverter : IConverter<GrainMessage, MessageSurrogate>
{
    public GrainMessage ConvertFromSurrogate(in MessageSurrogate surrogate) => GrainMessage.FromSurrogate(surrogate);

    public MessageSurrogate ConvertToSurrogate(in GrainMessage value) => value.ToSurrogate();
}
