using System.CommandLine;
using MediAgents.Server;

namespace MediAgents.Cli.Commands;

/// <summary><c>mediagents serve</c>: the whole product in this process, or the gateway of a cluster.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Run the server: agents, stores and HTTP in one process, or the gateway of a cluster (CLUSTER_ID)");
        command.SetAction((_, cancellationToken) => RunningHost.RunAsync(ServerHost.Build, cancellationToken));
        return command;
    }
}
