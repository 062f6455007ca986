using System.CommandLine;
using MediAgents.Cli.Commands;

// SIGTERM is the server's to handle: it drains first, for longer than the command line would wait.
var hostHandlesSignals = new InvocationConfiguration { ProcessTerminationTimeout = null };

return await new RootCommand("MediAgents: medical agents over a patient's own record, and hospital-bill audits.")
{
    ServeCommand.Create(),
    AuditCommand.Create(),
    EvalCommand.Create(),
}.Parse(args).InvokeAsync(hostHandlesSignals);
