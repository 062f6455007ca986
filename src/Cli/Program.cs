using System.CommandLine;
using MediAgents.Cli.Commands;

return await new RootCommand("MediAgents: medical agents over a patient's own record, and hospital-bill audits.")
{
    ServeCommand.Create(),
    AuditCommand.Create(),
    EvalCommand.Create(),
}.Parse(args).InvokeAsync();
