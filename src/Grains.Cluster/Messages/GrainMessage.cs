using System.Text.Json;
using MediAgents.Grains.Cluster.Calls;
using MediAgents.Primitives;
using Orleans;

namespace MediAgents.Grains.Cluster.Messages;

/// <summary>
/// A request, a reply or an item of a stream on its way. Within a process it is the object itself, immutable and passed on as
/// it is; between processes it is JSON as everywhere on our wires, so that releases which add a field understand each other.
/// </summary>
[Immutable, Alias("mediagents.message")]
public sealed class GrainMessage
{
    private readonly object? value;
    private readonly Type? declared;
    private readonly byte[]? json;

    private GrainMessage(object value, Type declared, string? name, string? trace)
    {
        this.value = value;
        this.declared = declared;
        Name = name;
        Trace = trace;
    }

    /// <summary>A message as it arrived; what it says is read by who knows what to expect.</summary>
    internal GrainMessage(string? name, byte[] json, string? trace)
    {
        Name = name;
        Trace = trace;
        this.json = json;
    }

    /// <summary>The request's name; null for replies and items.</summary>
    internal string? Name { get; }

    /// <summary>The span a request was sent in, as in the header <c>traceparent</c>; null where there is none.</summary>
    internal string? Trace { get; }

    /// <summary>A request, which carries its name: the receiver knows it by that alone.</summary>
    public static GrainMessage Request(object request) => new(request, request.GetType(), MessageNames.Of(request.GetType()), CallTrace.Current);

    /// <summary>A reply or item of a type that the receiver knows from what it asked.</summary>
    public static GrainMessage Reply<T>(T reply) => new(reply!, typeof(T), name: null, trace: null);

    /// <exception cref="UnknownGrainException">This release knows no such request.</exception>
    /// <exception cref="JsonException">The JSON is not that request's.</exception>
    public object ReadRequest() => value ?? Read(MessageNames.TypeOf(Name) ?? throw new UnknownGrainException($"No request is named '{Name}' in this release."));

    /// <exception cref="JsonException">The JSON is not a <typeparamref name="T"/>.</exception>
    public T ReadReply<T>() => (T)(value ?? Read(typeof(T)));

    /// <summary>What it says, as UTF-8 JSON; true of it until this thread asks for the next one's.</summary>
    internal ReadOnlySpan<byte> ToJson() => json ?? JsonScratch.Write(value!, declared!);

    private object Read(Type type) =>
        JsonSerializer.Deserialize(json, type, WireJson.Options) ?? throw new JsonException($"A {type.Name} is missing.");
}
