using MediAgents.Gateway.Authentication;
using MediAgents.Server.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediAgents.Server;

/// <summary>
/// The stores of the server's settings without the server: for commands that look after them, beside a running server or
/// in place of it.
/// </summary>
public sealed class StoreHost : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private StoreHost(ServiceProvider services) => this.services = services;

    public IServiceProvider Services => services;

    /// <summary>The stores, opened, with their keys. A server may run on them.</summary>
    /// <exception cref="SettingException">A setting is wrong, or the stores cannot be opened; the message names the setting.</exception>
    public static async Task<StoreHost> OpenAsync(IConfiguration settings)
    {
        var host = Prepare(settings);
        try
        {
            host.RequireDirectory();
            StoreSetup.OpenOrExplain(host.services);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The services of the stores, none of them opened: for backups, which work on files.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static StoreHost Prepare(IConfiguration settings)
    {
        var registered = new ServiceCollection();
        registered.AddSingleton(TimeProvider.System);
        registered.AddSingleton(settings);
        registered.AddLogging(logging => logging.ClearProviders());
        // Not one of several, since a command that holds the stores wants them for itself; but a key made here would be one
        // that no process of the cluster has.
        var inCluster = !string.IsNullOrWhiteSpace(settings["CLUSTER_ID"]);
        var onLoopback = ListenAddresses.Of(settings["ASPNETCORE_URLS"], ApiKeys.Of(settings)).OnLoopbackOnly;
        registered.AddStores(settings, ofSeveral: false, allowGeneratedKeys: onLoopback && !inCluster);
#if CLUSTER
        if (inCluster)
            Cluster.RebuiltState.AddRebuiltState(registered, settings);
#endif
        return new StoreHost(registered.BuildServiceProvider());
    }

    /// <summary>For a command that looks after stores: it must not make new ones where a name is mistyped.</summary>
    /// <exception cref="SettingException">The data directory does not exist.</exception>
    public void RequireDirectory() => StoreSetup.RequireDirectory(services.GetRequiredService<IConfiguration>());

    /// <summary>Keeps servers off the stores as long as this lives.</summary>
    /// <exception cref="SettingException">A server uses them, or they cannot be reached or written.</exception>
    public void Hold() => StoreSetup.Hold(services);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
