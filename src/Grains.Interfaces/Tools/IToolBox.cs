using System.Text.Json;
using MediAgents.Grains.Agents;
using MediAgents.Primitives;

namespace MediAgents.Grains.Tools;

/// <summary>The tools that agents, and other programs through MCP, may call about one patient.</summary>
public interface IToolBox
{
    IReadOnlyList<ToolDescription> Tools { get; }

    /// <summary>
    /// Calls a tool, noted in the audit trail first. Whose data it reads is said by <paramref name="scope"/> alone: no argument
    /// names a patient. What is wrong with the name or an argument is a result, so that whoever called can mend it.
    /// </summary>
    ValueTask<ToolResult> CallAsync(PatientScope scope, string name, JsonElement arguments, CancellationToken cancellationToken = default);
}

/// <summary>A tool as its callers see it.</summary>
/// <param name="Name">In snake_case.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What it does and when to use it.</param>
/// <param name="InputSchema">JSON schema of its arguments.</param>
public sealed record ToolDescription(string Name, string Title, string Description, JsonElement InputSchema);

/// <summary>What a tool answers.</summary>
/// <param name="Content">A JSON object; of an error, <c>{"error": "…"}</c>.</param>
/// <param name="IsError">Whether the call could not be done.</param>
/// <param name="Evidence">The passages in it that an answer may cite.</param>
public sealed record ToolResult(JsonElement Content, bool IsError, IReadOnlyList<EvidencePassage> Evidence);
