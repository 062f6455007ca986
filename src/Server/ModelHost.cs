using MediAgents.Models.Budgets;
using MediAgents.Models.Endpoints;
using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Server;

/// <summary>The models of the server's settings without the server: for commands that measure them.</summary>
public sealed class ModelHost : IDisposable
{
    private readonly ServiceProvider services;

    private ModelHost(ServiceProvider services) => this.services = services;

    public IModels Models => services.GetRequiredService<IModels>();

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static ModelHost Open(IConfiguration settings)
    {
        var registered = new ServiceCollection();
        registered.AddSingleton(TimeProvider.System);
        registered.AddSingleton<ISpendingLedger, MemorySpendingLedger>();
        registered.AddModels(settings);
        return new ModelHost(registered.BuildServiceProvider());
    }

    public void Dispose() => services.Dispose();
}
