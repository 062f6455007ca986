using MediAgents.Grains.Modelling;
using MediAgents.Models.Budgets;
using MediAgents.Models.Endpoints;
using MediAgents.Models.Measuring;
using MediAgents.Models.Vectors;
using MediAgents.Server.Settings;
using MediAgents.Telemetry.Instruments;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Server;

/// <summary>The models that the settings name; without any, <see cref="IModels"/> has none and answers are quoted.</summary>
internal static class ModelServices
{
    /// <summary>It expects a ledger of what users spend beside it.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static void AddModels(this IServiceCollection services, IConfiguration settings)
    {
        var options = Read(settings);
        services.AddSingleton<ModelMeter>();
        services.AddSingleton(provider => new FurtherMeter(provider.GetRequiredService<ModelMeter>().Meter));
        services.AddSingleton(new TextVectors(Path.Combine(StoreSetup.DirectoryOf(settings), "vectors")));
        services.AddSingleton<IModels>(provider => new ConfiguredModels(
            options,
            provider.GetRequiredService<ISpendingLedger>(),
            provider.GetRequiredService<ModelMeter>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static ModelOptions Read(IConfiguration settings)
    {
        try
        {
            var options = ModelOptionsReader.Read(name => settings[name]);
            return options.Agents.Keys.FirstOrDefault(agent => !ModelUsers.Kinds.Contains(agent)) is { } unknown
                ? throw new SettingException("AGENT_MODELS", $"names {unknown}; agents that ask models are {string.Join(", ", ModelUsers.Kinds)}.")
                : options;
        }
        catch (ModelSettingException wrong)
        {
            throw new SettingException(wrong.Name, wrong.Complaint);
        }
    }
}
