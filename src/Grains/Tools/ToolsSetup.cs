using MediAgents.Grains.Retrieving;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Grains.Tools;

/// <summary>Registers the tools.</summary>
public static class ToolsSetup
{
    /// <summary>They expect <c>IKnowledge</c>, a clock, the stores and <c>IGrains</c> beside them.</summary>
    public static IServiceCollection AddTools(this IServiceCollection services) => services
        .AddSingleton<PassageRetrieval>()
        .AddSingleton<AgentTool, SearchKnowledge>()
        .AddSingleton<AgentTool, PatientTimeline>()
        .AddSingleton<AgentTool, ReadProfile>()
        .AddSingleton<AgentTool, BillAudits>()
        .AddSingleton<AgentTool, AuditBill>()
        .AddSingleton<AgentTool, EarlierOpinions>()
        .AddSingleton<IToolBox, ToolBox>();
}
