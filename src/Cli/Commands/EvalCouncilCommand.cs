using System.CommandLine;
using System.Text.Json;
using MediAgents.Cli.Evaluations;
using MediAgents.Evaluation.Council;
using MediAgents.Evaluation.Datasets;
using MediAgents.Primitives;
using MediAgents.Server;
using Microsoft.AspNetCore.Builder;

namespace MediAgents.Cli.Commands;

/// <summary>
/// <c>mediagents eval council</c>: puts questions to a council and to one agent alone, on a server of its own with a data directory
/// that is thrown away, with the models of the settings or without. Exit code 1: below the gate.
/// </summary>
internal static class EvalCouncilCommand
{
    private const int BelowGate = 1;
    private const int BadData = 2;

    /// <summary>The delivery gate (contract.md, Evaluation files): of emergencies advised first, and of cited statements that their passages bear out.</summary>
    private const double Gate = 0.75;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(10);

    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "the folder with patients.json and questions.jsonl",
        DefaultValueFactory = _ => new(Path.Combine("evals", "council", "dev")),
    };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "also write the figures to this file" };

    public static Command Create()
    {
        var command = new Command("council", "What a council's answers gain over one agent's, and what they cost") { Data, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        CouncilSet set;
        try
        {
            set = CouncilSet.Read(arguments.GetRequiredValue(Data).FullName);
        }
        catch (DatasetException bad)
        {
            await Console.Error.WriteLineAsync($"mediagents eval: {bad.Message}");
            return BadData;
        }

        var folder = Directory.CreateTempSubdirectory("mediagents-eval-council-");
        try
        {
            CouncilReport? report = null;
            var ran = await RunningHost.RunAsync(ServerHost.Build, SettingsIn(folder), async (host, stop) => report = await MeasureAsync(set, host, stop), cancellationToken);
            if (report is null)
                return ran;
            CouncilTable.Write(report);
            if (arguments.GetValue(Json) is { } json)
            {
                await using var stream = json.Create();
                await JsonSerializer.SerializeAsync(stream, report, WireJson.Options, cancellationToken);
            }

            return PassesGate(report.Council) ? 0 : BelowGate;
        }
        catch (Exception failure) when (failure is InvalidDataException or HttpRequestException or IOException)
        {
            await Console.Error.WriteLineAsync($"mediagents eval: {failure.Message}");
            return BadData;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<CouncilReport> MeasureAsync(CouncilSet set, WebApplication host, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Urls.First()), Timeout = LongestAnswer };
        var client = new CouncilClient(http);
        var scores = new Dictionary<bool, List<CouncilScore>> { [true] = [], [false] = [] };
        foreach (var asCouncil in scores.Keys)
            await client.StoreAsync(set, asCouncil, cancellationToken);
        // What is asked first warms the server up; it is not counted.
        await client.AskAsync(set.Questions[0], asCouncil: false, cancellationToken);
        foreach (var question in set.Questions)
        {
            foreach (var (asCouncil, given) in scores)
                given.Add(CouncilScoring.Score(question, await client.AskAsync(question, asCouncil, cancellationToken)));
        }

        return CouncilReport.Of(set.Name, scores[true], scores[false]);
    }

    /// <summary>Stores and callers of this server are its own, whatever the environment says; models are the environment's.</summary>
    private static Dictionary<string, string?> SettingsIn(DirectoryInfo folder) => new()
    {
        ["MEDIAGENTS_DATA_DIR"] = folder.FullName,
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["DATABASE_URL"] = "",
        ["KEY_DATABASE_URL"] = "",
        ["CLUSTER_ID"] = "",
        ["API_KEYS"] = "",
        ["LOG_LEVEL"] = "error",
    };

    private static bool PassesGate(CouncilFigures council) =>
        council.Supported >= Gate && (council.RedFlags == 0 || (double)council.RedFlagsFirst / council.RedFlags >= Gate);
}
