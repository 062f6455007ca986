using System.Text.Json;

namespace MediAgents.Gateway.Tests.Isolation;

/// <summary>One operation, as the served <c>/openapi.json</c> describes it.</summary>
public sealed record ApiOperation(string Method, string Path, IReadOnlyList<ApiParameter> Parameters, string? BodyType)
{
    public string Name => $"{Method} {Path}";

    public static async Task<IReadOnlyList<ApiOperation>> AllAsync(HttpClient client)
    {
        var description = JsonElement.Parse(await client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative)));
        return [.. description.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => Of(path.Name, method.Name.ToUpperInvariant(), method.Value)))];
    }

    public override string ToString() => Name;

    private static ApiOperation Of(string path, string method, JsonElement operation) => new(
        method,
        path,
        operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray().Select(one => ParameterOf(path, one))] : [],
        operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().First().Name : null);

    private static ApiParameter ParameterOf(string path, JsonElement parameter)
    {
        var name = parameter.GetProperty("name").GetString()!;
        var place = parameter.GetProperty("in").GetString()!;
        return new ApiParameter(place == "path" ? $"{SegmentBefore(path, name)}/{{{name}}}" : name, name, place);
    }

    private static string SegmentBefore(string path, string name) => path[..path.IndexOf($"/{{{name}}}", StringComparison.Ordinal)].Split('/')[^1];
}

/// <param name="Kind">What to fill it with: the name; in a path with the segment before it, e.g. <c>event/{id}</c>.</param>
/// <param name="Name">As described.</param>
/// <param name="Place"><c>path</c>, <c>query</c> or <c>header</c>.</param>
public sealed record ApiParameter(string Kind, string Name, string Place);
