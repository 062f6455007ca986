namespace MediAgents.Clinical; 
public sealed record RedFlag(string Id, string Recognised, string Advice, string Source);
public static class RedFlags { public static IReadOnlyList<RedFlag> Detect(string text) => []; }
