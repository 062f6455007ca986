using System.CommandLine;
using MediAgents.Server;
using MediAgents.Server.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace MediAgents.Cli.Commands;

/// <summary><c>mediagents serve</c>: the whole product in this process.</summary>
internal static class ServeCommand
{
    private const int BadSettings = 2;

    public static Command Create()
    {
        var command = new Command("serve", "Run the server: agents, stores and HTTP in one process");
        command.SetAction(async (_, cancellationToken) =>
        {
            try
            {
                await using var server = ServerHost.Build(SettingsFile.Load());
                await HostingAbstractionsHostExtensions.RunAsync(server, cancellationToken);
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
        });
        return command;
    }
}
