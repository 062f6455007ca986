namespace MediAgents.Grains.Registry;

/// <summary>Who can answer here, and how are they?</summary>
public sealed record ListAgents : IGrainRequest<AgentList>, IRepeatable;

/// <summary>The agents of this deployment.</summary>
public sealed record AgentList(IReadOnlyList<AgentEntry> Agents);

/// <summary>An agent kind.</summary>
/// <param name="Kind">Its name on the wire.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Capabilities">What it can do.</param>
/// <param name="Status"><c>healthy</c>, or <c>degraded</c> when more than one call in ten has failed.</param>
/// <param name="Activations">Activations alive on the host that answered.</param>
/// <param name="Calls">Turns since that host started.</param>
/// <param name="Failures">Turns that failed since that host started.</param>
/// <param name="MeanMs">Mean time of a turn, milliseconds.</param>
/// <param name="Prompt">The version of its prompt: the first 12 hexadecimal digits of its SHA-256.</param>
/// <param name="PromptSince">Since when this deployment has used that prompt.</param>
public sealed record AgentEntry(
    string Kind,
    string Description,
    IReadOnlyList<string> Capabilities,
    string Status,
    long Activations,
    long Calls,
    long Failures,
    double MeanMs,
    string? Prompt,
    DateTimeOffset? PromptSince);
