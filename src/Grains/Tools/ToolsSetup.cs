using MediAgents.Grains.Retrieving;
using MediAgents.Grains.Tools.Web;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Grains.Tools;

/// <summary>Registers the tools.</summary>
public static class ToolsSetup
{
    /// <summary>They expect <c>IKnowledge</c>, a clock, the stores and <c>IGrains</c> beside them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="web">Where the web is searched; null: it is not, and no tool says that it could be.</param>
    public static IServiceCollection AddTools(this IServiceCollection services, WebSearchOptions? web = null)
    {
        if (web is not null)
            services.AddSingleton(web).AddSingleton<SearchServer>().AddSingleton<AgentTool, WebSearch>();
        return services
            .AddSingleton<PassageRetrieval>()
            .AddSingleton<AgentTool, SearchKnowledge>()
            .AddSingleton<AgentTool, PatientTimeline>()
            .AddSingleton<AgentTool, ReadProfile>()
            .AddSingleton<AgentTool, BillAudits>()
            .AddSingleton<AgentTool, AuditBill>()
            .AddSingleton<AgentTool, EarlierOpinions>()
            .AddSingleton<IToolBox, ToolBox>();
    }
}
