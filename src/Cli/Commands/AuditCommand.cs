using System.CommandLine;
using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates.Library;
using MediAgents.Cli.Audits;
using MediAgents.Primitives;
using MediAgents.Server;
using MediAgents.Server.Settings;

namespace MediAgents.Cli.Commands;

/// <summary>
/// <c>mediagents audit FILE_OR_FOLDER...</c>: audits bills without a server. One file is shown as a table, several and folders as
/// one JSON line a bill. Exit code 0: nothing found; 1: findings, or a bill that could not be assessed; 2: a file that cannot be
/// read or written, or an option that is wrong.
/// </summary>
internal static class AuditCommand
{
    private const int Found = 1;
    private const int Unreadable = 2;

    private static readonly Argument<FileSystemInfo[]> Files = new("FILE_OR_FOLDER")
    {
        Description = "PDF, PNG, JPEG, TIFF, text or CSV, or a folder of them",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Insurance = Words("--insurance-type", "who pays", AuditWords.InsuranceTypes);
    private static readonly Option<string?> Tier = Words("--city-tier", "the hospital's CGHS city tier", AuditWords.CityTiers);
    private static readonly Option<bool?> Nabh = new("--nabh") { Description = "the hospital is NABH accredited (--nabh false: it is not)" };
    private static readonly Option<bool?> SuperSpeciality = new("--super-speciality") { Description = "the hospital is empanelled as super-speciality" };
    private static readonly Option<string?> WardType = Words("--ward", "the patient's ward", AuditWords.WardTypes);
    private static readonly Option<string?> Language = Words("--language", "of a scan, and of the letter", AuditWords.Languages);
    private static readonly Option<DateOnly?> ServiceDate = DayOption.Create("--service-date", "for lines without a date");
    private static readonly Option<decimal?> RoomRentLimit = RupeesOption.Create(
        "--room-rent-limit-inr", "what a private policy pays for a room, INR a day", AuditWords.IsRoomRentLimit, AuditWords.MostRoomRentLimitInr);
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "write the result as JSON, several as one line each" };
    private static readonly Option<FileInfo?> Html = new("--html") { Description = "write the report of one bill as a page" };
    private static readonly Option<FileInfo?> Pdf = new("--pdf") { Description = "write the report of one bill as PDF" };
    private static readonly Option<FileInfo?> LetterFile = new("--letter") { Description = "write the letters about one bill: text, or by the file's name html or pdf" };
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "write files for each bill into this folder" };
    private static readonly Option<string[]> Formats = new("--formats")
    {
        Description = $"which files --out writes: {string.Join(" | ", AuditFiles.Formats)}; nothing said: json html letter",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["json", "html", "letter"],
    };

    public static Command Create()
    {
        var command = new Command("audit", "Audit hospital bills against the government rate lists")
        {
            Files, Insurance, Tier, Nabh, SuperSpeciality, WardType, ServiceDate, RoomRentLimit, Language, Json, Html, Pdf, LetterFile, Out, Formats,
        };
        Files.Validators.Add(argument =>
        {
            foreach (var token in argument.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                argument.AddError($"{token.Value} is no option of this command.");
        });
        Formats.AcceptOnlyFromAmong([.. AuditFiles.Formats]);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            var inputs = AuditInputs.Of(arguments.GetRequiredValue(Files));
            if (!inputs.IsOne && OneBillOnly(arguments) is { } option)
                return await ComplainAsync($"{option} is for one bill; --out writes files for several.");
            var audits = new FileAudits(OptionsOf(arguments), RateTables.Open(SettingsFile.Load()).Book());
            await using var json = arguments.GetValue(Json)?.CreateText();
            return inputs.IsOne
                ? await AuditOneAsync(inputs.Bills, audits, arguments, json, cancellationToken)
                : await AuditAllAsync(inputs, audits, arguments, json, cancellationToken);
        }
        catch (Exception unusable) when (unusable is RateTableException or SettingException or UnprintableException)
        {
            return await ComplainAsync(unusable.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return await ComplainAsync($"{string.Join(", ", Written(arguments))}: {failure.Message}");
        }
    }

    private static async Task<int> AuditOneAsync(
        IReadOnlyList<AuditInput> bill, FileAudits audits, ParseResult arguments, StreamWriter? json, CancellationToken cancellationToken)
    {
        var exit = 0;
        await foreach (var (input, result, complaint) in audits.RunAsync(bill, () => { }, cancellationToken))
        {
            if (result is null)
                return await ComplainAsync($"{input.Name}: {complaint}");
            AuditTable.Write(result);
            if (json is not null)
                await json.WriteLineAsync(JsonSerializer.Serialize(result, WireJson.Options));
            await WriteFilesAsync(result, arguments, cancellationToken);
            if (arguments.GetValue(Out) is { } folder)
                await new AuditFiles().WriteAllAsync(input.Name, result, folder.FullName, arguments.GetRequiredValue(Formats), cancellationToken);
            exit = ExitCodeOf(result);
        }

        return exit;
    }

    private static async Task WriteFilesAsync(AuditResult result, ParseResult arguments, CancellationToken cancellationToken)
    {
        var files = new AuditFiles();
        if (arguments.GetValue(Html) is { } html)
            await AuditFiles.WriteHtmlAsync(result, html.FullName, cancellationToken);
        if (arguments.GetValue(LetterFile) is { } letter && !await files.WriteLetterAsync(result, letter.FullName, cancellationToken))
            await Console.Error.WriteLineAsync("mediagents audit: nothing is disputed or asked, so no letter was written.");
        if (arguments.GetValue(Pdf) is { } pdf)
            await files.WritePdfAsync(result, pdf.FullName, cancellationToken);
    }

    private static async Task<int> AuditAllAsync(
        AuditInputs inputs, FileAudits audits, ParseResult arguments, StreamWriter? json, CancellationToken cancellationToken)
    {
        var exit = 0;
        var (tally, files) = (new AuditTally(), new AuditFiles());
        // Lines between the redrawings of a bar on the same screen could not be read: they wait for its end.
        var held = new List<(TextWriter To, string Line)>();
        await AuditProgressBar.ShowAsync(inputs.Bills.Count, async done =>
        {
            await foreach (var bill in audits.RunAsync(inputs.Bills, done, cancellationToken))
            {
                tally.Add(bill);
                exit = Math.Max(exit, bill.Result is { } audited ? ExitCodeOf(audited) : Unreadable);
                if (bill.Result is not { } result)
                {
                    await SayAsync(Console.Error, AuditProgressBar.IsShown, $"mediagents audit: {bill.Input.Name}: {bill.Complaint}");
                    continue;
                }

                var line = JsonSerializer.Serialize(new { file = bill.Input.Name, audit = result }, WireJson.Options);
                if (json is not null)
                    await json.WriteLineAsync(line);
                if (arguments.GetValue(Out) is { } folder)
                    await files.WriteAllAsync(bill.Input.Name, result, folder.FullName, arguments.GetRequiredValue(Formats), cancellationToken);
                await SayAsync(Console.Out, AuditProgressBar.IsShown && !Console.IsOutputRedirected, line);
            }

            return exit;
        });
        foreach (var (to, line) in held)
            await to.WriteLineAsync(line);
        foreach (var (name, complaint) in inputs.Unreadable)
            exit = await ComplainAsync($"{name}: {complaint}");
        await Console.Error.WriteLineAsync($"mediagents audit: {tally}");
        return exit;

        async Task SayAsync(TextWriter to, bool later, string line)
        {
            if (later)
                held.Add((to, line));
            else
                await to.WriteLineAsync(line);
        }
    }

    private static int ExitCodeOf(AuditResult result) => result.Verdict == Verdict.Clean ? 0 : Found;

    private static async Task<int> ComplainAsync(string complaint)
    {
        await Console.Error.WriteLineAsync($"mediagents audit: {complaint}");
        return Unreadable;
    }

    private static string? OneBillOnly(ParseResult arguments) =>
        new[] { Html, Pdf, LetterFile }.FirstOrDefault(option => arguments.GetValue(option) is not null)?.Name;

    private static IEnumerable<string> Written(ParseResult arguments) =>
        new Option[] { Json, Html, Pdf, LetterFile, Out }.Where(option => arguments.GetResult(option) is not null).Select(option => option.Name);

    private static AuditOptions OptionsOf(ParseResult arguments) => new()
    {
        InsuranceType = AuditWords.InsuranceTypeOf(arguments.GetValue(Insurance)),
        CityTier = AuditWords.CityTierOf(arguments.GetValue(Tier)),
        Nabh = arguments.GetValue(Nabh),
        SuperSpeciality = arguments.GetValue(SuperSpeciality),
        Ward = AuditWords.WardOf(arguments.GetValue(WardType)),
        ServiceDate = arguments.GetValue(ServiceDate),
        RoomRentLimitInr = arguments.GetValue(RoomRentLimit),
        Language = arguments.GetValue(Language),
    };

    private static Option<string?> Words(string name, string description, IReadOnlyCollection<string> words)
    {
        var option = new Option<string?>(name) { Description = $"{description}: {string.Join(" | ", words)}" };
        option.CompletionSources.Add([.. words]);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.OrdinalIgnoreCase)))
                result.AddError($"{name} is one of {string.Join(", ", words)}, not '{token.Value}'.");
        });
        return option;
    }
}
