using System.Text.Json;
using System.Text.Json.Serialization;

namespace MediAgents.Primitives;

/// <summary>
/// Who acts, as the audit trail names them: <c>user:HASH</c> (a key bound to a user), <c>service:NAME</c> (a trusted
/// service), <c>loopback</c> (anybody on this machine while there are no keys), <c>system:TASK</c> (the product itself),
/// <c>anonymous:ADDRESS</c> (a call without a valid key). Holds no user id in clear.
/// </summary>
[JsonConverter(typeof(PrincipalJsonConverter))]
public readonly record struct Principal(string Name)
{
    private const string UserPrefix = "user:";
    private const string AnonymousPrefix = "anonymous:";

    private readonly string? name = Name;

    /// <summary>
    /// Never null: what was stored before principals were names nobody, and the product goes on with it as <c>system:upgrade</c>.
    /// </summary>
    public string Name => name ?? "system:upgrade";

    public static Principal Loopback { get; } = new("loopback");

    public static Principal Service(string name) => new($"service:{name}");

    public static Principal User(PatientId self) => new(UserPrefix + self.Hash);

    /// <summary>The product acting by itself, e.g. <c>retention</c>.</summary>
    public static Principal System(string task) => new($"system:{task}");

    /// <summary>Somebody who could not prove who they are, calling from <paramref name="address"/>.</summary>
    public static Principal Anonymous(string address) => new(AnonymousPrefix + address);

    /// <summary>
    /// Whether the principal may act for <paramref name="patient"/>: a user for themselves only, the anonymous for nobody,
    /// the others for anybody.
    /// </summary>
    public bool MayActFor(PatientId patient) =>
        Name.StartsWith(UserPrefix, StringComparison.Ordinal) ? Name.AsSpan(UserPrefix.Length).SequenceEqual(patient.Hash)
        : !Name.StartsWith(AnonymousPrefix, StringComparison.Ordinal);

    public bool Equals(Principal other) => Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

internal sealed class PrincipalJsonConverter : JsonConverter<Principal>
{
    public override Principal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } name ? new Principal(name) : default;

    public override void Write(Utf8JsonWriter writer, Principal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}
