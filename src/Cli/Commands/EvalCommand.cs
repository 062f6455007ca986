using System.CommandLine;
using System.Text.Json;
using MediAgents.Cli.Evaluations;
using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Routing;
using MediAgents.Primitives;

namespace MediAgents.Cli.Commands;

/// <summary><c>mediagents eval NAME</c>: measures one of the product's abilities on anyone's own data.</summary>
internal static class EvalCommand
{
    private const int BelowGate = 1;
    private const int BadData = 2;

    /// <summary>The delivery gate (contract.md, Evaluation files).</summary>
    private const double AccuracyGate = 0.75;

    public static Command Create() => new("eval", "Measure on your own data; exit code 1 below the gate, 2 for bad data or options")
    {
        Routing(),
    };

    private static Command Routing()
    {
        var data = new Option<FileInfo>("--data") { Description = "csv or jsonl with id,text,label", Required = true };
        var json = new Option<FileInfo?>("--json") { Description = "also write the figures to this file" };
        var command = new Command("routing", "Which specialty a complaint goes to, beside a 16-keyword rule") { data, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            try
            {
                var report = RoutingEvaluation.Run(arguments.GetRequiredValue(data).FullName);
                RoutingTable.Write(report);
                await SaveAsync(report, arguments.GetValue(json), cancellationToken);
                return report.Accuracy >= AccuracyGate ? 0 : BelowGate;
            }
            catch (DatasetException bad)
            {
                await Console.Error.WriteLineAsync($"mediagents eval: {bad.Message}");
                return BadData;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"mediagents eval: {failure.Message}");
                return BadData;
            }
        });
        return command;
    }

    private static async Task SaveAsync<TReport>(TReport report, FileInfo? file, CancellationToken cancellationToken)
    {
        if (file is null)
            return;
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, report, WireJson.Options, cancellationToken);
    }
}
