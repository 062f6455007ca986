using System.CommandLine;
using MediAgents.Cli.Commands;
using MediAgents.Server.Cluster;

namespace MediAgents.Cli.Cluster;

/// <summary><c>mediagents silo</c>: a node of a cluster.</summary>
internal static class SiloCommand
{
    public static Command Create()
    {
        var command = new Command("silo", "Run a silo: agents of a cluster (CLUSTER_ID), over PostgreSQL");
        command.SetAction((_, cancellationToken) => RunningHost.RunAsync(SiloHost.Build, cancellationToken));
        return command;
    }
}
