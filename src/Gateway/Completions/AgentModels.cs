using MediAgents.Gateway.Chat;

namespace MediAgents.Gateway.Completions;

/// <summary>The names under which agents are asked for as models: all of them together, or one.</summary>
internal static class AgentModels
{
    /// <summary>The orchestrator chooses who answers.</summary>
    public const string Council = "mediagents";

    /// <summary>The day on which the names were first served, 20 November 2026; clients sort by it.</summary>
    private const long Created = 1_795_132_800;

    public static IReadOnlyList<ModelDescription> All { get; } =
        [new(Council, Created), .. ExpertOpinionApi.Kinds.Select(kind => new ModelDescription(NameOf(kind), Created))];

    public static ModelDescription? Find(string? name) => All.FirstOrDefault(model => model.Id == name);

    /// <summary>The agent that a model stands for; null for all of them.</summary>
    public static string? AgentOf(ModelDescription model) => ExpertOpinionApi.Kinds.FirstOrDefault(kind => NameOf(kind) == model.Id);

    private static string NameOf(string kind) => $"{Council}-{kind.Replace('_', '-')}";
}
