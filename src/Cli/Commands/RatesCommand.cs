using System.CommandLine;
using System.Text.Json;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Import;
using MediAgents.Billing.Rates.Library;
using MediAgents.Cli.Rates;
using MediAgents.Primitives;
using MediAgents.Server;
using MediAgents.Server.Settings;

namespace MediAgents.Cli.Commands;

/// <summary>
/// <c>mediagents rates ...</c>: the rate tables that bills are held against, shipped and imported. Exit code 0: done; 1: the two
/// tables of <c>diff</c> differ; 2: wrong use, a file with faults, a table that cannot be used.
/// </summary>
internal static class RatesCommand
{
    private const int Done = 0;
    private const int Different = 1;
    private const int Failed = 2;

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "write the result as JSON to this file" };

    public static Command Create() => new("rates", "Look after the rate tables that bills are held against") { Import(), List(), Diff(), Export(), Remove() };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV in UTF-8, with a line of column names" };
        var table = KindOption();
        table.Required = true;
        var from = DayOption.Create("--valid-from", "the first day on which the table holds");
        from.Required = true;
        var to = DayOption.Create("--valid-to", "the last day; without it the table holds until the next of its list begins");
        var source = new Option<string?>("--source") { Description = "the document it is from, as findings will cite it" };
        var command = new Command("import", "Check a published table and keep it; a file with one fault changes nothing") { file, table, from, to, source };
        return Guarded(command, arguments =>
        {
            if (arguments.GetValue(from) is not { } first)
                throw new RateTableException("--valid-from is missing.");
            var kind = TableKinds.Of(arguments.GetRequiredValue(table))!.Value;
            var library = Library();
            var imported = library.Import(new(arguments.GetRequiredValue(file).FullName, kind, first, arguments.GetValue(to), arguments.GetValue(source)));
            RatesOutput.Write(imported, ListedTable.Of(library).Single(listed => listed.Name == imported.Manifest.Name));
            return (Done, new { imported = true, table = imported.Manifest, set_aside = imported.SetAside.Select(row => new { row.Line, row = row.Name, row.Reason }) });
        });
    }

    private static Command List() => Guarded(new("list", "Which tables there are, and on which days each is used"), _ =>
    {
        var tables = ListedTable.Of(Library());
        RatesOutput.Write(tables);
        return (Done, new { tables });
    });

    private static Command Diff()
    {
        var old = new Argument<string>("OLD") { Description = "a table of rates list, or a CSV file" };
        var now = new Argument<string>("NEW") { Description = "a table of rates list, or a CSV file" };
        var table = KindOption();
        return Guarded(new Command("diff", "What one table adds, removes and changes beside another; exit code 1 if they differ") { old, now, table }, arguments =>
        {
            var (before, after) = new NamedTables(Library()).Pair(arguments.GetRequiredValue(old), arguments.GetRequiredValue(now), TableKinds.Of(arguments.GetValue(table)));
            var diff = TableDiff.Of(before, after);
            RatesOutput.Write(diff);
            return (diff.IsEmpty ? Done : Different, diff);
        });
    }

    private static Command Export()
    {
        var name = new Argument<string>("TABLE") { Description = "a table of rates list" };
        var target = new Option<FileInfo?>("--out") { Description = "the file to write; without it, to the console" };
        return Guarded(new Command("export", "Write a table as CSV that can be imported") { name, target }, arguments =>
        {
            var table = new NamedTables(Library()).Find(arguments.GetRequiredValue(name));
            var csv = TableCsvWriter.Write(table);
            if (arguments.GetValue(target) is { } file)
                File.WriteAllText(file.FullName, csv);
            else
                Console.Write(csv);
            return (Done, new { table = arguments.GetRequiredValue(name), rows = table.Entries.Count });
        });
    }

    private static Command Remove()
    {
        var name = new Argument<string>("TABLE") { Description = "an imported table of rates list" };
        return Guarded(new Command("remove", "Take an imported table away") { name }, arguments =>
        {
            Library().Remove(arguments.GetRequiredValue(name));
            Console.WriteLine($"{arguments.GetRequiredValue(name)} is removed.");
            return (Done, new { removed = arguments.GetRequiredValue(name) });
        });
    }

    private static RateLibrary Library() => RateTables.Open(SettingsFile.Load());

    private static Option<string?> KindOption()
    {
        var option = new Option<string?>("--table") { Description = $"which list it is: {string.Join(" | ", TableKinds.Words)}" };
        option.CompletionSources.Add([.. TableKinds.Words]);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => TableKinds.Of(token.Value) is null))
                result.AddError($"--table is one of {string.Join(", ", TableKinds.Words)}, not '{token.Value}'.");
        });
        return option;
    }

    /// <summary>What can go wrong is a sentence and exit code 2; the result goes to --json either way.</summary>
    private static Command Guarded(Command command, Func<ParseResult, (int Exit, object Result)> run)
    {
        command.Options.Add(Json);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            try
            {
                var (exit, result) = run(arguments);
                await SaveAsync(result, arguments, cancellationToken);
                return exit;
            }
            catch (RateTableException wrong)
            {
                await RatesOutput.ComplainAsync(command.Name, wrong);
                await SaveAsync(new { error = wrong.Message, wrong.ProblemCount, wrong.Problems }, arguments, cancellationToken);
                return Failed;
            }
            catch (Exception failure) when (failure is SettingException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"mediagents rates {command.Name}: {failure.Message}");
                return Failed;
            }
        });
        return command;
    }

    private static async Task SaveAsync(object result, ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(Json) is not { } file)
            return;
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(stream, result, result.GetType(), WireJson.Options, cancellationToken);
    }
}
