using System.CommandLine;
using System.CommandLine.Invocation;
using MediAgents.Cli;
using MediAgents.Cli.Commands;

// 1 is an answer (findings, below the gate); a command line that cannot be understood must not look like one.
const int wrongUse = 2;

// SIGTERM is the server's to handle: it drains first, for longer than the command line would wait.
var hostHandlesSignals = new InvocationConfiguration { ProcessTerminationTimeout = null };

ConsoleOutput.Adapt();
var command = new RootCommand("MediAgents: medical agents over a patient's own record, and hospital-bill audits.")
{
    ServeCommand.Create(),
#if CLUSTER
    MediAgents.Cli.Cluster.SiloCommand.Create(),
#endif
    McpCommand.Create(),
    DatabaseCommand.Create(),
    HealthCommand.Create(),
    AuditCommand.Create(),
    RatesCommand.Create(),
    EvalCommand.Create(),
    KeysCommand.Create(),
    AuditTrailCommand.Create(),
    BackupCommands.CreateBackup(),
    BackupCommands.CreateRestore(),
}.Parse(args);
var exit = await command.InvokeAsync(hostHandlesSignals);
return command.Action is ParseErrorAction ? wrongUse : exit;
