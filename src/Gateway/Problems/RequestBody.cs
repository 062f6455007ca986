using System.Text.Json;
using MediAgents.Primitives;
using Microsoft.AspNetCore.Http;

namespace MediAgents.Gateway.Problems;

/// <summary>Reads JSON bodies; what is wrong with one becomes a problem that names the field.</summary>
public static class RequestBody
{
    /// <exception cref="ProblemException">No JSON, not valid UTF-8, a field of the wrong type.</exception>
    public static ValueTask<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        RequireJson(request);
        return CheckedAsync(JsonSerializer.DeserializeAsync<T>(request.Body, WireJson.Options, cancellationToken));
    }

    /// <summary>
    /// The same without a copy, for bodies of bounded size only: a text that comes in many pieces is read from its
    /// beginning with each.
    /// </summary>
    /// <exception cref="ProblemException">No JSON, not valid UTF-8, a field of the wrong type.</exception>
    public static ValueTask<T> ReadSmallAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        RequireJson(request);
        return CheckedAsync(JsonSerializer.DeserializeAsync<T>(request.BodyReader, WireJson.Options, cancellationToken));
    }

    private static void RequireJson(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            throw new ProblemException(Problem.UnsupportedMediaType("Send application/json."));
    }

    private static async ValueTask<T> CheckedAsync<T>(ValueTask<T?> reading)
        where T : class
    {
        try
        {
            return await reading ?? throw new ProblemException(Problem.InvalidField("body", "The body is null; an object is expected."));
        }
        catch (JsonException malformed)
        {
            throw new ProblemException(OfMalformed(malformed));
        }
    }

    private static Problem OfMalformed(JsonException malformed)
    {
        var field = FieldOf(malformed.Path);
        if (field is null)
            return Problem.InvalidField("body", "The body is not valid JSON in UTF-8.");
        return Problem.InvalidField(field, $"{field} is of the wrong type, or not valid UTF-8 text.");
    }

    private static string? FieldOf(string? path)
    {
        var name = path?.TrimStart('$').TrimStart('.');
        return string.IsNullOrEmpty(name) ? null : name;
    }
}
