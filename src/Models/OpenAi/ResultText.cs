using System.Text.Json;
using MediAgents.Primitives;
using Microsoft.Extensions.AI;

namespace MediAgents.Models.OpenAi;

/// <summary>A tool's result as a model reads it: text as it is, anything else as JSON of the wire.</summary>
internal static class ResultText
{
    public static string Of(FunctionResultContent result) => result.Result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        var other => JsonSerializer.Serialize(other, WireJson.Options),
    };
}
