using MediAgents.Clinical;
using MediAgents.Grains.Prompts;

namespace MediAgents.Grains.Specialists;

/// <summary>What makes one specialist differ from another.</summary>
/// <param name="Kind">Its kind on the wire.</param>
/// <param name="Scope">The specialties it looks into first; empty for the whole collection.</param>
/// <param name="Folder">The folder that holds its prompt.</param>
public sealed record SpecialistProfile(string Kind, IReadOnlyList<Specialty> Scope, string Folder)
{
    public Prompt Prompt => Prompt.In(Folder);

    /// <summary>The scope in the words of the knowledge collection.</summary>
    public IReadOnlyList<string> ScopeLabels { get; } = [.. Scope.Select(specialty => specialty.ToLabel())];
}
