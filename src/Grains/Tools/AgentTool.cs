using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using MediAgents.Grains.Agents;
using MediAgents.Primitives;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.Tools;

/// <summary>A tool: a class with its schema. To add one, register it in <see cref="ToolsSetup"/>.</summary>
public abstract class AgentTool
{
    private protected static readonly JsonSerializerOptions Strict = new(WireJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public abstract ToolDescription Description { get; }

    /// <exception cref="ToolRefusedException">The arguments are wrong, or there is no answer; the message is for the caller.</exception>
    public abstract ValueTask<ToolResult> CallAsync(PatientScope scope, JsonElement arguments, CancellationToken cancellationToken);
}

/// <summary>
/// A tool with arguments of its own type: their schema is generated from it, with the descriptions and limits of its attributes,
/// and arguments are held to the same limits.
/// </summary>
public abstract class AgentTool<TArguments>(string name, string title, string description) : AgentTool
    where TArguments : class
{
    public sealed override ToolDescription Description { get; } = new(name, title, description, SchemaOf());

    public sealed override ValueTask<ToolResult> CallAsync(PatientScope scope, JsonElement arguments, CancellationToken cancellationToken) =>
        AnswerAsync(scope, Read(arguments), cancellationToken);

    protected abstract ValueTask<ToolResult> AnswerAsync(PatientScope scope, TArguments arguments, CancellationToken cancellationToken);

    protected static ToolResult Answer<TContent>(TContent content, IReadOnlyList<EvidencePassage>? evidence = null) =>
        new(JsonSerializer.SerializeToElement(content, WireJson.Options), IsError: false, evidence ?? []);

    private static JsonElement SchemaOf() => AIJsonUtilities.CreateJsonSchema(
        typeof(TArguments),
        serializerOptions: Strict,
        inferenceOptions: new AIJsonSchemaCreateOptions { TransformOptions = new AIJsonSchemaTransformOptions { DisallowAdditionalProperties = true } });

    private TArguments Read(JsonElement arguments)
    {
        var read = Parse(arguments);
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(read, new ValidationContext(read), wrong, validateAllProperties: true))
            throw new ToolRefusedException(string.Join(' ', wrong.Select(one => $"{WireNames(one)}: {one.ErrorMessage}")));
        return read;
    }

    private TArguments Parse(JsonElement arguments)
    {
        var given = arguments.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? JsonElement.Parse("{}") : arguments;
        if (Missing(given) is { Count: > 0 } missing)
            throw new ToolRefusedException($"{string.Join(", ", missing)}: missing.");
        try
        {
            return given.Deserialize<TArguments>(Strict) ?? throw new ToolRefusedException("The arguments are a JSON object.");
        }
        catch (JsonException malformed)
        {
            var field = malformed.Path?.TrimStart('$').TrimStart('.');
            throw new ToolRefusedException(string.IsNullOrEmpty(field)
                ? "The arguments are not an object of the tool's schema."
                : $"{field} is unknown or of the wrong type; see the tool's schema.");
        }
    }

    private List<string?> Missing(JsonElement given) =>
        given.ValueKind == JsonValueKind.Object && Description.InputSchema.TryGetProperty("required", out var required)
            ? [.. required.EnumerateArray().Select(name => name.GetString()).Where(name => !given.TryGetProperty(name!, out _))]
            : [];

    private static string WireNames(ValidationResult wrong) =>
        string.Join(", ", wrong.MemberNames.Select(member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member)));
}

/// <summary>A tool cannot do what it was asked; the message says why and names the argument.</summary>
public sealed class ToolRefusedException(string message) : Exception(message);
