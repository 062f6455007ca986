using MediAgents.Documents.Reading;
using MediAgents.Grains.Audit;
using MediAgents.Grains.Conversation;
using MediAgents.Grains.DocumentAnalyst;
using MediAgents.Grains.ReportWriter;
using MediAgents.Grains.Run;
using MediAgents.Grains.Specialists;
using MediAgents.Grains.Spending;
using MediAgents.Grains.Tools;
using MediAgents.Knowledge;
using MediAgents.Knowledge.Starter;
using MediAgents.Models.Answers;
using MediAgents.Models.Budgets;
using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MediAgents.Server;

/// <summary>What agents need of a process that hosts them.</summary>
internal static class AgentServices
{
    /// <summary>What tools need, wherever they are called: in a process that hosts agents, or in a gateway.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static void AddToolServices(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(SettingsBinder.Bind<ConfidenceSettings>(settings).ToThresholds());
        services.AddSingleton(SettingsBinder.Bind<RetrievalSettings>(settings).ToLimits());
        services.AddSingleton<StarterKnowledge>();
        services.AddSingleton<IKnowledge>(provider => provider.GetRequiredService<StarterKnowledge>());
        services.AddTools(WebSearchSettings.Read(settings));
    }

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static void AddAgentServices(this IServiceCollection services, IConfiguration settings)
    {
        services.AddToolServices(settings);
        services.AddSingleton<IAnswerWriter, ExtractiveWriter>();
        services.AddSingleton<ISpendingLedger, GrainSpendingLedger>();
        services.AddModels(settings);
        services.AddSpecialists();
        services.AddSingleton(new DocumentReader(new DocumentReaderOptions()));
        services.AddSingleton(Options.Create(SettingsBinder.Bind<RunOptions>(settings)));
        services.AddSingleton(Options.Create(SettingsBinder.Bind<ConversationOptions>(settings)));
        services.AddSingleton(RateTables.OpenOrExplain(settings));
        services.AddSingleton(Options.Create(SettingsBinder.Bind<AuditCacheOptions>(settings)));
        services.AddSingleton<AuditCache>();
        services.AddSingleton<BillAuditing>();
        services.AddSingleton<DocumentAnalysis>();
        services.AddReportWriter();
    }
}
