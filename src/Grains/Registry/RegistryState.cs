namespace MediAgents.Grains.Registry;

/// <summary>Which prompts this deployment uses, and since when.</summary>
public sealed record RegistryState
{
    /// <summary>Agent kind to its prompt.</summary>
    public IReadOnlyDictionary<string, DeployedPrompt> Prompts { get; init; } = new Dictionary<string, DeployedPrompt>(StringComparer.Ordinal);
}

/// <summary>A prompt's version and the time it was first seen.</summary>
public sealed record DeployedPrompt(string Version, DateTimeOffset Since);
