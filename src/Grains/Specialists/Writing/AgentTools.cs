using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediAgents.Grains.Agents;
using MediAgents.Grains.Runs;
using MediAgents.Grains.Tools;
using MediAgents.Models.Conversing;
using MediAgents.Primitives;
using Microsoft.Extensions.AI;

namespace MediAgents.Grains.Specialists.Writing;

/// <summary>
/// The tools that a model may call for one patient: all that read. Whose record they read is fixed here; what the model writes can
/// only choose among it.
/// </summary>
internal sealed class AgentTools(IToolBox box, PatientScope scope, RetrievalLimits limits) : IModelTools
{
    /// <summary>Characters of a result that a model is given; a page of events is shorter.</summary>
    private const int LongestResult = 24_000;

    private readonly ConcurrentDictionary<string, EvidencePassage> evidence = new(StringComparer.Ordinal);

    public IReadOnlyList<AIFunctionDeclaration> Declarations { get; } =
        [.. box.Tools.Where(tool => tool.Name != AuditBill.ToolName).Select(tool => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.InputSchema))];

    /// <summary>The passage of that id, from whichever tool or search.</summary>
    public EvidencePassage Passage(string id) => evidence[id];

    /// <summary>Makes passages known that the model is given at once.</summary>
    public IReadOnlyList<CitableText> Citable(IEnumerable<EvidencePassage> passages) => [.. passages.Select(Keep)];

    public async ValueTask<ToolAnswer> CallAsync(string name, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (name == AuditBill.ToolName)
            return new ToolAnswer("There is no tool of that name.", []);
        var result = await box.CallAsync(scope, name, name == SearchKnowledge.ToolName ? Limited(arguments) : arguments, cancellationToken);
        return new ToolAnswer(Shortened(WithoutPassages(result)), Citable(result.Evidence));
    }

    /// <summary>How relevant a passage must be is the question's to say, not the model's.</summary>
    private JsonElement Limited(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            return arguments;
        var limited = JsonObject.Create(arguments)!;
        limited[SearchKnowledge.ThresholdArgument] = limits.SimilarityThreshold;
        return JsonSerializer.SerializeToElement(limited, WireJson.Options);
    }

    private CitableText Keep(EvidencePassage passage)
    {
        evidence.TryAdd(passage.Id, passage);
        return new CitableText(passage.Id, passage.Title, passage.Text);
    }

    /// <summary>Passages that may be cited are handed over with their labels; they need not stand in the result too.</summary>
    private static string WithoutPassages(ToolResult result)
    {
        if (result.Evidence.Count == 0 || !result.Content.TryGetProperty("passages", out _))
            return result.Content.GetRawText();
        var content = JsonObject.Create(result.Content)!;
        content.Remove("passages");
        return content.ToJsonString(WireJson.Options);
    }

    private static string Shortened(string text) =>
        text.Length <= LongestResult ? text : text[..LongestResult] + "… (cut: ask for less)";
}
