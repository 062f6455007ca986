namespace MediAgents.Grains;

/// <summary>
/// A reply that may be missing. Data of somebody else and data that does not exist look the same from outside.
/// </summary>
public sealed record Lookup<T>(T? Value)
    where T : class;
