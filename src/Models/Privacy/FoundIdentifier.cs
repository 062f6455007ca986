namespace MediAgents.Models.Privacy;

/// <summary>A place in a text that identifies somebody.</summary>
/// <param name="Start">Its first letter.</param>
/// <param name="End">The letter after its last.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Entity">What it stands for, the same for all ways of writing it; null: take what is written.</param>
internal readonly record struct FoundIdentifier(int Start, int End, IdentifierKind Kind, string? Entity);
