using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediAgents.Primitives;

namespace MediAgents.Grains.Cluster.Tests.Messages;

/// <summary>An earlier release does not send what this one has added.</summary>
public sealed class MissingMembersTests
{
    /// <summary>Every record that a message holds, the message itself among them, if it has members that may be missing.</summary>
    public static TheoryData<Type> Records =>
        [.. MessageTypes.Requests.Concat(MessageTypes.Replies).SelectMany(WithParts).Distinct()
            .Where(type => Specimens.ConstructorOf(type).GetParameters().Any(Specimens.IsOptional))
            .OrderBy(type => type.ToString(), StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Records))]
    public void A_missing_member_has_its_default(Type record)
    {
        var json = JsonSerializer.SerializeToNode(new Specimens(new Random(1), isWhole: true).Create(record), record, WireJson.Options)!.AsObject();
        var optional = Specimens.ConstructorOf(record).GetParameters().Where(Specimens.IsOptional).ToList();
        foreach (var member in optional)
            json.Remove(JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name!)).ShouldBeTrue();

        var read = JsonSerializer.Deserialize(json, record, WireJson.Options)!;

        foreach (var member in optional)
            record.GetProperty(member.Name!)!.GetValue(read).ShouldBe(member.HasDefaultValue ? member.DefaultValue : null);
    }

    private static IEnumerable<Type> WithParts(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
            return type.GetGenericArguments().SelectMany(WithParts).Concat(type.GetGenericTypeDefinition() == typeof(Lookup<>) ? [type] : []);
        return type.IsClass && type.Namespace!.StartsWith("MediAgents.Grains", StringComparison.Ordinal)
            ? Specimens.ConstructorOf(type).GetParameters().SelectMany(member => WithParts(member.ParameterType)).Prepend(type)
            : [];
    }
}
