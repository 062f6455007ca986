using System.Reflection;
using System.Text;
using System.Text.Json;
using MediAgents.Primitives;

namespace MediAgents.Grains.Cluster.Tests.Messages;

/// <summary>Makes messages of any type, with every member set or with members left out at random.</summary>
/// <param name="random">Decides all content.</param>
/// <param name="isWhole">Whether nothing is left out and no list is empty.</param>
internal sealed class Specimens(Random random, bool isWhole)
{
    private static readonly string[] Pieces = ["a", "Z", " ", "\"", "\\", "\n", "<b>", "é", "हिन्दी", "😀", "\u2028", "0", "{", "}"];
    private static readonly string[] Texts = ["Pressure in the chest", "घुटने का दर्द", "\"né\" <1>", "two\nlines", "r_01JQ8Z", "cardiologist"];
    private static readonly NullabilityInfoContext Nullability = new();

    public object Create(Type type)
    {
        if (type == typeof(string))
            return isWhole ? Texts[random.Next(Texts.Length)] : string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        if (type == typeof(bool))
            return isWhole || random.Next(2) == 0;
        if (type == typeof(int))
            return random.Next(isWhole ? 1 : int.MinValue, int.MaxValue);
        if (type == typeof(long))
            return random.NextInt64(isWhole ? 1 : long.MinValue, long.MaxValue);
        if (type == typeof(double))
            return random.NextDouble();
        if (type == typeof(decimal))
            return random.Next(1, 10_000_000) / 100m;
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 1, 1, 9, 30, 0, TimeSpan.FromMinutes(330)).AddMilliseconds(random.Next());
        if (type == typeof(DateOnly))
            return new DateOnly(2026, 1, 1).AddDays(random.Next(1000));
        if (type.IsEnum)
            return Enum.GetValues(type) is var words ? words.GetValue(isWhole ? words.Length - 1 : random.Next(words.Length))! : throw new InvalidOperationException();
        if (type == typeof(PatientId))
            return new PatientId(string.Concat(Enumerable.Range(0, 64).Select(_ => "0123456789abcdef"[random.Next(16)])));
        if (type == typeof(Principal))
            return Principal.Service("clinic");
        if (type == typeof(ReadOnlyMemory<byte>))
            return new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(Json()));
        if (type == typeof(JsonElement))
            return JsonSerializer.Deserialize<JsonElement>(Json());
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Create(underlying);
        return type.IsGenericType && type.GetGenericTypeDefinition() is var definition && definition != typeof(Lookup<>)
            ? CreateCollection(type, definition)
            : CreateRecord(type);
    }

    public static ConstructorInfo ConstructorOf(Type record) => record.GetConstructors().MaxBy(one => one.GetParameters().Length)!;

    /// <summary>Whether a message may come without this member.</summary>
    public static bool IsOptional(ParameterInfo member) =>
        member.HasDefaultValue || Nullable.GetUnderlyingType(member.ParameterType) is not null || Nullability.Create(member).WriteState == NullabilityState.Nullable;

    private object CreateRecord(Type type) =>
        ConstructorOf(type) is var constructor && constructor.GetParameters() is var members
            ? constructor.Invoke([.. members.Select(member => !isWhole && IsNullable(member) && random.Next(3) == 0 ? null : Create(member.ParameterType))])
            : throw new InvalidOperationException();

    private object CreateCollection(Type type, Type definition)
    {
        var count = isWhole ? 2 : random.Next(4);
        var of = type.GetGenericArguments();
        if (definition == typeof(IReadOnlyList<>))
        {
            var list = Array.CreateInstance(of[0], count);
            for (var i = 0; i < count; i++)
                list.SetValue(Create(of[0]), i);
            return list;
        }

        if (definition != typeof(IReadOnlyDictionary<,>))
            throw new InvalidOperationException($"Specimens cannot make a {type}: teach them.");
        var entries = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of))!;
        for (var i = 0; i < count; i++)
            entries[$"Key {i}"] = Create(of[1]);
        return entries;
    }

    private static bool IsNullable(ParameterInfo member) =>
        Nullable.GetUnderlyingType(member.ParameterType) is not null || Nullability.Create(member).WriteState == NullabilityState.Nullable;

    private string Json() => JsonSerializer.Serialize(new { text = Create(typeof(string)), list = new[] { 1, 2.5 }, none = (string?)null });
}
