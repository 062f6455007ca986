using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace MediAgents.Cli.Commands;

/// <summary>Runs a host until it is told to stop; what is wrong with its settings is one sentence and exit code 2.</summary>
internal static class RunningHost
{
    private const int BadSettings = 2;

    public static Task<int> RunAsync(Func<IConfiguration, WebApplication> build, CancellationToken cancellationToken) =>
        RunAsync(build, settings: [], (host, stop) => host.WaitForShutdownAsync(stop), cancellationToken);

    /// <summary>The same for a host that runs as long as <paramref name="work"/>, with settings that stand above the environment.</summary>
    public static async Task<int> RunAsync(
        Func<IConfiguration, WebApplication> build,
        Dictionary<string, string?> settings,
        Func<WebApplication, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var host = build(SettingsFile.Load(settings));
            await host.StartAsync(cancellationToken);
            await work(host, cancellationToken);
            await host.StopAsync(CancellationToken.None);
            return 0;
        }
        catch (SettingException wrong)
        {
            await Console.Error.WriteLineAsync($"mediagents cannot start. {wrong.Message}");
            return BadSettings;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"mediagents cannot start. ASPNETCORE_URLS: {taken.Message}");
            return BadSettings;
        }
        catch (AddressInUseException taken)
        {
            await Console.Error.WriteLineAsync($"mediagents cannot start. SILO_PORT, SILO_GATEWAY_PORT: {taken.Message}");
            return BadSettings;
        }
    }
}
