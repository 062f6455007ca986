using System.CommandLine;
using MediAgents.Gateway.Mcp;
using MediAgents.Grains.Tools;
using MediAgents.Primitives;
using MediAgents.Records.Identity;
using MediAgents.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace MediAgents.Cli.Commands;

/// <summary>
/// <c>mediagents mcp --user ID</c>: the agents' tools over standard input and output, for programs that start their MCP servers
/// themselves. It is a server of its own on the data directory; where one runs already, such programs are given its <c>/mcp</c>.
/// </summary>
internal static class McpCommand
{
    private const int BadUser = 2;

    private static readonly Option<string> User = new("--user") { Description = "whose record the tools read; the user id as the API is given it", Required = true };

    public static Command Create()
    {
        var command = new Command("mcp", "Offer the agents' tools over standard input and output (Model Context Protocol)") { User };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
        // Standard output belongs to the protocol; what is logged goes to standard error.
        Console.SetOut(Console.Error);
        var user = arguments.GetRequiredValue(User);
        var exit = 0;
        var ran = await RunningHost.RunAsync(
            ServerHost.Build,
            new() { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
            async (host, stop) => exit = await ServeAsync(host, user, input, output, stop),
            cancellationToken);
        return Math.Max(ran, exit);
    }

    private static async Task<int> ServeAsync(WebApplication host, string user, Stream input, Stream output, CancellationToken cancellationToken)
    {
        if (!host.Services.GetRequiredService<UserHasher>().TryHash(user, out var patient, out var problem))
        {
            await Console.Error.WriteLineAsync($"mediagents mcp: --user: {problem.Reason}");
            return BadUser;
        }

        var logs = host.Services.GetRequiredService<ILoggerFactory>();
        var options = PatientServer.For(new PatientScope(Principal.Loopback, patient), host.Services.GetRequiredService<IToolBox>());
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.Lifetime.ApplicationStopping);
        await using var transport = new StreamServerTransport(input, output, options.ServerInfo!.Name, logs);
        await using var server = McpServer.Create(transport, options, logs, host.Services);
        try
        {
            await server.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }

        return 0;
    }
}
