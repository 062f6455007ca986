using System.CommandLine;
using MediAgents.Cli;
using MediAgents.Cli.Commands;

// As for bad input: 1 is kept for what a command finds.
const int wrongUse = 2;

// SIGTERM is the server's to handle: it drains first, for longer than the command line would wait.
var hostHandlesSignals = new InvocationConfiguration { ProcessTerminationTimeout = null };

ConsoleOutput.Adapt();
var command = new RootCommand("MediAgents: medical agents over a patient's own record, and hospital-bill audits.")
{
    ServeCommand.Create(),
    AuditCommand.Create(),
    EvalCommand.Create(),
}.Parse(args);
var exit = await command.InvokeAsync(hostHandlesSignals);
return command.Errors.Count > 0 ? wrongUse : exit;
