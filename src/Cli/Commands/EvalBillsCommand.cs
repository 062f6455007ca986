using System.CommandLine;
using System.Text.Json;
using MediAgents.Cli.Evaluations;
using MediAgents.Evaluation.Bills.Making;
using MediAgents.Evaluation.Bills.Printing;
using MediAgents.Evaluation.Bills.Scoring;
using MediAgents.Evaluation.Bills.Sets;
using MediAgents.Evaluation.Datasets;
using MediAgents.Grains.Audit;
using MediAgents.Primitives;

namespace MediAgents.Cli.Commands;

/// <summary>
/// <c>mediagents eval bills</c>: audits bills whose faults are known, one's own (<c>--data</c>) or made ones, from file to result.
/// <c>mediagents eval bills generate</c> keeps the made bills. Exit code 1: precision or recall below the gate.
/// </summary>
internal static class EvalBillsCommand
{
    private const int BelowGate = 1;
    private const int BadData = 2;

    /// <summary>The delivery gate (contract.md, Evaluation files).</summary>
    private const double Gate = 0.75;

    private const int DefaultSeed = 20261120;

    private static readonly Option<DirectoryInfo?> Data = new("--data") { Description = "a folder of NAME.pdf (png, txt, csv) beside NAME.expected.json" };
    private static readonly Option<string> Half = Word("--half", "dev", "the half of evals/bills that bills are made from", BillSet.Halves);
    private static readonly Option<string?> Author = new("--set") { Description = "one set of the half, by the name of its folder; without it all of them take turns" };
    private static readonly Option<int> Seed = new("--seed") { Description = "where the draws start", DefaultValueFactory = _ => DefaultSeed };
    private static readonly Option<int> Bills = WholeNumberOption.Create("--bills", "made for each language", usual: 12, most: 1000);
    private static readonly Option<string> Medium = Word("--media", "both", "how bills are sent", ["text", "scan", "both"]);
    private static readonly Option<string> Language = Word("--language", "all", "which bills are made", [.. BillSet.Languages, "all"]);
    private static readonly Option<DirectoryInfo?> Sets = new("--sets") { Description = "the folder evals/bills, where it is not found from here" };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "also write the figures to this file" };
    private static readonly Option<FileInfo?> Failures = new("--failures") { Description = "also list every miss and false finding (not of the held half)" };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "where the bills go", Required = true };

    public static Command Create()
    {
        var generate = new Command("generate", "Make bills with known faults and keep them") { Half, Author, Seed, Bills, Medium, Language, Sets, Out };
        generate.SetAction((arguments, cancellationToken) => GuardedAsync(async () =>
        {
            await MakeAsync(arguments, arguments.GetRequiredValue(Out).FullName, cancellationToken);
            return 0;
        }));
        var command = new Command("bills", "How well bills are read and audited, from file to result")
        {
            Data, Half, Author, Seed, Bills, Medium, Language, Sets, Json, Failures,
        };
        command.Subcommands.Add(generate);
        command.Validators.Add(result =>
        {
            if (result.Has(Failures) && !result.Has(Data) && result.Has(Half, "held"))
                result.AddError("--failures would show the held half, which is for figures only.");
        });
        command.SetAction((arguments, cancellationToken) => GuardedAsync(() => EvaluateAsync(arguments, cancellationToken)));
        return command;
    }

    private static async Task<int> EvaluateAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(Data) is { } own)
            return await ReportAsync(arguments, own.FullName, own.Name, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("mediagents-eval-bills-");
        try
        {
            await MakeAsync(arguments, folder.FullName, cancellationToken);
            var name = $"evals/bills/{arguments.GetRequiredValue(Half)}, seed {arguments.GetValue(Seed)}";
            return await ReportAsync(arguments, folder.FullName, name, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> ReportAsync(ParseResult arguments, string folder, string name, CancellationToken cancellationToken)
    {
        var report = await BillsEvaluation.RunAsync(folder, BillTexts.Of, Progress, cancellationToken) with { Dataset = name };
        BillsTable.Write(report);
        if (arguments.GetValue(Json) is { } json)
        {
            await using var stream = json.Create();
            await JsonSerializer.SerializeAsync(stream, report, WireJson.Options, cancellationToken);
        }

        if (arguments.GetValue(Failures) is { } failures)
            await File.WriteAllTextAsync(failures.FullName, FailureList.Of(report), cancellationToken);
        return report.Precision >= Gate && report.Recall >= Gate ? 0 : BelowGate;
    }

    private static Task MakeAsync(ParseResult arguments, string folder, CancellationToken cancellationToken)
    {
        var (language, medium) = (arguments.GetRequiredValue(Language), arguments.GetRequiredValue(Medium));
        var order = new BillOrder(
            arguments.GetValue(Seed),
            arguments.GetValue(Bills),
            language == "all" ? BillSet.Languages : [language],
            medium == "both" ? ["text", "scan"] : [medium]);
        var sets = BillSet.Load(arguments.GetValue(Sets)?.FullName ?? SetsFolder(), arguments.GetRequiredValue(Half));
        if (arguments.GetValue(Author) is { } name)
            sets = sets.FirstOrDefault(set => set.Name == name) is { } one ? [one] : throw new DatasetException("evals/bills", 0, "set", $"{name} is none of {string.Join(", ", sets.Select(set => set.Name))}.");
        return BillWriter.WriteAsync(sets, order, folder, cancellationToken);
    }

    /// <summary>The repository's sets, from the working folder or the program's own upwards.</summary>
    private static string SetsFolder()
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var sets = Path.Combine(folder.FullName, "evals", "bills");
                if (Directory.Exists(sets))
                    return sets;
            }
        }

        throw new DatasetException("evals/bills", 0, "folder", "is not found from here: name it with --sets.");
    }

    private static void Progress(int done, int all)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write(done == all ? "\r                    \r" : $"\r{done} of {all} bills ");
    }

    private static async Task<int> GuardedAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception bad) when (bad is DatasetException or BillPrintingException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"mediagents eval: {bad.Message}");
            return BadData;
        }
    }

    private static Option<string> Word(string name, string usual, string description, IReadOnlyList<string> words)
    {
        var option = new Option<string>(name) { Description = $"{description}: {string.Join(" | ", words)}", DefaultValueFactory = _ => usual };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
    }
}
