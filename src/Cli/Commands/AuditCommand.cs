using System.CommandLine;
using System.Text.Json;
using MediAgents.Billing.Audit;
using MediAgents.Billing.Rates;
using MediAgents.Billing.Rates.Library;
using MediAgents.Billing.Reading;
using MediAgents.Cli.Audits;
using MediAgents.Documents.Reading;
using MediAgents.Primitives;
using MediAgents.Server;
using MediAgents.Server.Settings;

namespace MediAgents.Cli.Commands;

/// <summary>
/// <c>mediagents audit FILE...</c>: audits bills without a server. One file is shown as a table, several as one JSON
/// line each. Exit code 0: nothing found; 1: findings, or a bill that could not be assessed; 2: a file that cannot be read
/// or written, or an option that is wrong.
/// </summary>
internal static class AuditCommand
{
    private const int Found = 1;
    private const int Unreadable = 2;

    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "PDF, PNG, JPEG, TIFF, text or CSV", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Insurance = Words("--insurance-type", "who pays", AuditWords.InsuranceTypes);
    private static readonly Option<string?> Tier = Words("--city-tier", "the hospital's CGHS city tier", AuditWords.CityTiers);
    private static readonly Option<bool?> Nabh = new("--nabh") { Description = "the hospital is NABH accredited (--nabh false: it is not)" };
    private static readonly Option<bool?> SuperSpeciality = new("--super-speciality") { Description = "the hospital is empanelled as super-speciality" };
    private static readonly Option<string?> WardType = Words("--ward", "the patient's ward", AuditWords.WardTypes);
    private static readonly Option<string?> Language = Words("--language", "of a scan", AuditWords.Languages);
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "write the result as JSON, several as one line each" };
    private static readonly Option<DateOnly?> ServiceDate = DayOption.Create("--service-date", "for lines without a date");
    private static readonly Option<decimal?> RoomRentLimit = RupeesOption.Create(
        "--room-rent-limit-inr", "what a private policy pays for a room, INR a day", AuditWords.IsRoomRentLimit, AuditWords.MostRoomRentLimitInr);

    public static Command Create()
    {
        var command = new Command("audit", "Audit hospital bills against the government rate lists")
        {
            Files, Insurance, Tier, Nabh, SuperSpeciality, WardType, ServiceDate, RoomRentLimit, Language, Json,
        };
        Files.Validators.Add(argument =>
        {
            foreach (var token in argument.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                argument.AddError($"{token.Value} is no option of this command.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            var rates = RateTables.Open(SettingsFile.Load()).Book();
            await using var json = arguments.GetValue(Json)?.CreateText();
            return await AuditAllAsync(arguments.GetRequiredValue(Files), OptionsOf(arguments), rates, json, cancellationToken);
        }
        catch (Exception unusable) when (unusable is RateTableException or SettingException)
        {
            await Console.Error.WriteLineAsync($"mediagents audit: {unusable.Message}");
            return Unreadable;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"mediagents audit: --json: {failure.Message}");
            return Unreadable;
        }
    }

    private static async Task<int> AuditAllAsync(FileInfo[] files, AuditOptions options, RateBook rates, StreamWriter? json, CancellationToken cancellationToken)
    {
        var exit = 0;
        foreach (var file in files)
        {
            var (result, complaint) = await AuditAsync(file, options, rates, cancellationToken);
            if (result is null)
            {
                await Console.Error.WriteLineAsync($"mediagents audit: {file.Name}: {complaint}");
                exit = Unreadable;
                continue;
            }

            var line = JsonSerializer.Serialize(new { file = file.Name, audit = result }, WireJson.Options);
            if (files.Length > 1)
                Console.WriteLine(line);
            else
                AuditTable.Write(result);
            if (json is not null)
                await json.WriteLineAsync(files.Length > 1 ? line : JsonSerializer.Serialize(result, WireJson.Options));
            if (result.Verdict != Verdict.Clean)
                exit = Math.Max(exit, Found);
        }

        return exit;
    }

    private static async Task<(AuditResult? Result, string Complaint)> AuditAsync(FileInfo file, AuditOptions options, RateBook rates, CancellationToken cancellationToken)
    {
        if (!file.Exists)
            return (null, "there is no such file.");
        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, failure.Message);
        }

        var read = await new DocumentReader(new DocumentReaderOptions()).ReadAsync(content, options.Language, cancellationToken);
        return read.Text is { } text
            ? (BillAudit.Audit(new BillText(string.Join('\f', text.Pages), Recognised: text.Source == TextSource.Ocr, Remarks: text.Remarks), options, rates), "")
            : (null, read.Message);
    }

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
