using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediAgents.Primitives;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.Structured;

/// <summary>
/// The JSON schema of a type, in the strict form that servers enforce (every property required, none besides; what is optional
/// may be null), and the reading of what comes back.
/// </summary>
/// <typeparam name="T">A class or record of the wire's JSON.</typeparam>
internal static class AnswerSchema<T>
    where T : class
{
    private const string Fence = "```";

    private static readonly JsonSerializerOptions Strict = new(WireJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };

    /// <summary>The schema.</summary>
    public static JsonElement Schema { get; } = AIJsonUtilities.CreateJsonSchema(typeof(T), serializerOptions: Strict, inferenceOptions: new AIJsonSchemaCreateOptions
    {
        TransformOptions = new AIJsonSchemaTransformOptions
        {
            DisallowAdditionalProperties = true,
            RequireAllProperties = true,
            MoveDefaultKeywordToDescription = true,
        },
    });

    /// <summary>What asks a server for it.</summary>
    public static ChatResponseFormatJson Format { get; } =
        Microsoft.Extensions.AI.ChatResponseFormat.ForJsonSchema(Schema, JsonNamingPolicy.SnakeCaseLower.ConvertName(typeof(T).Name));

    /// <summary>The value, or what is wrong with the text, in words for the model.</summary>
    public static (T? Value, string? Wrong) Read(string text)
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(Unfenced(text), Strict);
            return value is null ? (null, "it is null.") : Validate(value) is { } wrong ? (null, wrong) : (value, null);
        }
        catch (JsonException malformed)
        {
            return (null, malformed.Path is { } path ? $"at {path}: {malformed.Message}" : malformed.Message);
        }
    }

    /// <summary>Models without a schema of their own like to put JSON between fences.</summary>
    private static string Unfenced(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith(Fence, StringComparison.Ordinal) || !trimmed.EndsWith(Fence, StringComparison.Ordinal) || trimmed.IndexOf('\n') is var line && line < 0)
            return trimmed;
        return trimmed[line..^Fence.Length];
    }

    private static string? Validate(T value)
    {
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(value, new ValidationContext(value), problems, validateAllProperties: true)
            ? null
            : string.Join(" ", problems.Select(problem => problem.ErrorMessage));
    }
}
