using System.Text.Json;

namespace MediAgents.Records.Validation;

/// <summary>
/// The properties of one JSON object, taken one by one by name; what was not taken at the end is refused by name. Null is as
/// absent. Names are those of the wire.
/// </summary>
public sealed class JsonFields
{
    private readonly string path;
    private readonly ProblemList problems;
    private readonly bool isObject;
    private readonly Dictionary<string, JsonElement> left = new(StringComparer.Ordinal);

    /// <param name="element">The object; anything else is a problem.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="path">Where the object stands; empty for the whole.</param>
    public JsonFields(JsonElement element, ProblemList problems, string path = "")
    {
        this.path = path;
        this.problems = problems;
        isObject = element.ValueKind == JsonValueKind.Object;
        if (!isObject)
        {
            problems.Add(path, "is not a JSON object.");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (NameOf(property) is not { } name)
                problems.Add(path, "has a property whose name is not valid Unicode.");
            else if (!left.TryAdd(name, property.Value))
                problems.Add(PathOf(Shown(name)), "is there twice.");
        }
    }

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public string? Text(string name) => Take(name, JsonValueKind.String, "is not a string.") is { } value ? TextOf(value, PathOf(name)) : null;

    public decimal? Number(string name)
    {
        if (Take(name, JsonValueKind.Number, "is not a number.") is not { } value)
            return null;
        if (value.TryGetDecimal(out var number))
            return number;
        problems.Add(PathOf(name), "is too large a number.");
        return null;
    }

    public int? Whole(string name)
    {
        if (Take(name, JsonValueKind.Number, "is not a whole number.") is not { } value)
            return null;
        if (value.TryGetInt32(out var number))
            return number;
        problems.Add(PathOf(name), "is not a whole number of at most 9 digits.");
        return null;
    }

    /// <summary>True or false; false where it is absent.</summary>
    public bool Flag(string name)
    {
        if (!left.Remove(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            problems.Add(PathOf(name), "is neither true nor false.");
        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>The word, in the names' form of the wire, as a value of <typeparamref name="T"/>.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } word)
            return null;
        if (Words<T>.Values.TryGetValue(word, out var value))
            return value;
        problems.Add(PathOf(name), $"is none of: {string.Join(", ", Words<T>.Values.Keys)}.");
        return null;
    }

    /// <summary>As <see cref="Word"/>, for what must be there.</summary>
    public T RequireWord<T>(string name)
        where T : struct, Enum
    {
        if (isObject && !left.ContainsKey(name))
            problems.Add(PathOf(name), $"is missing; it is one of: {string.Join(", ", Words<T>.Values.Keys)}.");
        return Word<T>(name) ?? default;
    }

    public JsonFields? Object(string name) =>
        Take(name, JsonValueKind.Object, "is not a JSON object.") is { } value ? new JsonFields(value, problems, PathOf(name)) : null;

    /// <summary>The objects of an array, each read by <paramref name="read"/>.</summary>
    public IReadOnlyList<T> Objects<T>(string name, int max, Func<JsonFields, T> read) =>
        Items(name, max, (item, at) => read(new JsonFields(item, problems, at)));

    public IReadOnlyList<string> Texts(string name, int max) =>
        Items(name, max, (item, at) =>
        {
            if (item.ValueKind == JsonValueKind.String)
                return TextOf(item, at) ?? "";
            problems.Add(at, "is not a string.");
            return "";
        });

    /// <summary>Refuses, by name, what nobody took.</summary>
    public void RefuseRest()
    {
        foreach (var name in left.Keys)
            problems.Add(PathOf(Shown(name)), "is unknown.");
    }

    private IReadOnlyList<T> Items<T>(string name, int max, Func<JsonElement, string, T> read)
    {
        if (Take(name, JsonValueKind.Array, "is not an array.") is not { } array)
            return [];
        if (array.GetArrayLength() > max)
        {
            problems.Add(PathOf(name), $"has more than {max} entries.");
            return [];
        }

        return [.. array.EnumerateArray().Select((item, i) => read(item, $"{PathOf(name)}[{i}]"))];
    }

    private JsonElement? Take(string name, JsonValueKind kind, string otherwise)
    {
        if (!left.Remove(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == kind)
            return value;
        problems.Add(PathOf(name), otherwise);
        return null;
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // as of a text below
        }
    }

    private string? TextOf(JsonElement value, string at)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            problems.Add(at, "is not valid Unicode."); // an escaped half of a surrogate pair
            return null;
        }
    }

    // A name comes from outside and may be anything, also a patient's words: only what looks like a name is repeated.
    private static string Shown(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? name : "a property";

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> Values =
            Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);
    }
}
