using System.CommandLine;
using System.Text.Json;
using MediAgents.Cli.Evaluations;
using MediAgents.Evaluation.Datasets;
using MediAgents.Evaluation.Knowledge;
using MediAgents.Evaluation.Matching;
using MediAgents.Evaluation.RedFlags;
using MediAgents.Evaluation.Routing;
using MediAgents.Knowledge.Starter;
using MediAgents.Models.Failures;
using MediAgents.Primitives;
using MediAgents.Server.Settings;

namespace MediAgents.Cli.Commands;

/// <summary><c>mediagents eval NAME</c>: measures one of the product's abilities on anyone's own data.</summary>
internal static class EvalCommand
{
    private const int BelowGate = 1;
    private const int BadData = 2;

    /// <summary>The delivery gate (contract.md, Evaluation files).</summary>
    private const double AccuracyGate = 0.75;

    /// <summary>What the bill audit promises of matching: errors relative to a trigram index, and how often a decision is right.</summary>
    private const double MatchingErrorRatioGate = 0.5;
    private const double MatchingPrecisionGate = 0.995;

    public static Command Create() => new("eval", "Measure on your own data; exit code 1 below the gate, 2 for bad data or options")
    {
        Routing(),
        RedFlags(),
        Knowledge(),
        Matching(),
        EvalBillsCommand.Create(),
        EvalCouncilCommand.Create(),
    };

    private static Command Routing()
    {
        var data = Required("--data", "csv or jsonl with id,text,label");
        return Measuring("routing", "Which specialty a complaint goes to, beside a 16-keyword rule", [data], arguments =>
        {
            var report = RoutingEvaluation.Run(arguments.GetRequiredValue(data).FullName);
            RoutingTable.Write(report);
            return (report, report.Accuracy >= AccuracyGate);
        });
    }

    private static Command RedFlags()
    {
        var data = Required("--data", "csv or jsonl with id,text,label; labels emergency and not");
        return Measuring("redflags", "Which complaints are emergencies, beside a 16-phrase list", [data], arguments =>
        {
            var report = RedFlagEvaluation.Run(arguments.GetRequiredValue(data).FullName);
            RedFlagTable.Write(report);
            return (report, report.Accuracy >= AccuracyGate);
        });
    }

    private static Command Knowledge()
    {
        var queries = Required("--queries", "jsonl with _id,text");
        var judgements = Required("--qrels", "tsv with query-id, corpus-id (a topic), score");
        var refusals = Required("--refusal", "jsonl with _id,text: what must be refused");
        var embeddings = new Option<bool>("--embeddings") { Description = "rank with the model of embeddings that the settings name, too" };
        var description = "How well the starter knowledge answers, and refuses, beside plain TF-IDF";
        return MeasuringAsync("knowledge", description, [queries, judgements, refusals, embeddings], async (arguments, cancellationToken) =>
        {
            var starter = new StarterKnowledge();
            var asked = new[] { queries, refusals }.SelectMany(file => BeirDataset.ReadQueries(arguments.GetRequiredValue(file).FullName)).Select(query => query.Text);
            var (knowledge, model) = arguments.GetValue(embeddings) ? await EmbeddedQuestions.FuseAsync(starter, asked, cancellationToken) : (starter, null);
            var report = new KnowledgeEvaluation(knowledge, starter.Collection).Run(
                arguments.GetRequiredValue(queries).FullName,
                arguments.GetRequiredValue(judgements).FullName,
                arguments.GetRequiredValue(refusals).FullName) with { EmbeddingModel = model };
            KnowledgeTable.Write(report);
            return (report, report.Refusal.Recall >= AccuracyGate);
        });
    }

    private static Command Matching()
    {
        var half = new Option<string>("--half") { Description = "which tables: dev (default) or held", DefaultValueFactory = _ => "dev" };
        half.AcceptOnlyFromAmong("dev", "held");
        var data = new Option<DirectoryInfo>("--data") { Description = "the folder with both halves", DefaultValueFactory = _ => new("evals/matching") };
        var seed = new Option<int?>("--seed") { Description = "where the generator begins; each half has its own" };
        var items = WholeNumberOption.Create("--items", "how many wordings", MatchingEvaluation.DefaultItems, most: 1_000_000);
        var description = "How bills' wordings find their tariff rows, beside a character-trigram TF-IDF index";
        return Measuring("matching", description, [half, data, seed, items], arguments =>
        {
            var tables = Path.Combine(arguments.GetRequiredValue(data).FullName, arguments.GetRequiredValue(half));
            var start = arguments.GetValue(seed) ?? MatchingEvaluation.DefaultSeed(arguments.GetRequiredValue(half));
            var report = MatchingEvaluation.Run(tables, start, arguments.GetValue(items));
            MatchingTable.Write(report);
            return (report, (report.Baseline.ErrorRatio ?? 0) <= MatchingErrorRatioGate && report.Precision >= MatchingPrecisionGate);
        });
    }

    private static Option<FileInfo> Required(string name, string description) => new(name) { Description = description, Required = true };

    /// <summary>A command that measures, shows a table, saves the figures with --json and holds them against the gate.</summary>
    private static Command Measuring<TReport>(
        string name,
        string description,
        Option[] data,
        Func<ParseResult, (TReport Report, bool PassesGate)> measure) =>
        MeasuringAsync(name, description, data, (arguments, _) => Task.FromResult(measure(arguments)));

    private static Command MeasuringAsync<TReport>(
        string name,
        string description,
        Option[] data,
        Func<ParseResult, CancellationToken, Task<(TReport Report, bool PassesGate)>> measureAsync)
    {
        var json = new Option<FileInfo?>("--json") { Description = "also write the figures to this file" };
        var command = new Command(name, description) { json };
        foreach (var option in data)
            command.Options.Add(option);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            try
            {
                var (report, passesGate) = await measureAsync(arguments, cancellationToken);
                await SaveAsync(report, arguments.GetValue(json), cancellationToken);
                return passesGate ? 0 : BelowGate;
            }
            catch (DatasetException bad)
            {
                await Console.Error.WriteLineAsync($"mediagents eval: {bad.Message}");
                return BadData;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SettingException or ModelException)
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
