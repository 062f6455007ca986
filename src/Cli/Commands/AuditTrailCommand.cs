using System.CommandLine;
using System.Globalization;
using System.Text;
using MediAgents.Cli.Stores;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Cli.Commands;

/// <summary><c>mediagents audit-trail ...</c>: verifies, exports and prunes the trail of accesses. A server may run.</summary>
internal static class AuditTrailCommand
{
    private static readonly Option<string?> User = StoreCommand.UserOption();
    private static readonly Option<FileInfo?> Anchor = new("--anchor") { Description = "a file written earlier by head or export: the trail must still hold what it says" };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "write to this file (mode 0600) instead of the console" };
    private static readonly Option<DateTimeOffset?> From = Moment("--from", "only entries of this time or later");
    private static readonly Option<DateTimeOffset?> Until = Moment("--until", "only entries before this time");
    private static readonly Option<DateTimeOffset?> Before = Moment("--before", "remove what is older than this", required: true);

    public static Command Create() => new("audit-trail", "The trail of every access to patients' data")
    {
        With(StoreCommand.OnStores("verify", "Go through the whole chain; exit code 0: whole, 1: something was changed, removed or reordered", VerifyAsync), Anchor),
        With(StoreCommand.OnStores("export", "Entries as JSON lines with their codes, and the head of the chain, for an auditor", ExportAsync), User, From, Until, Out),
        With(StoreCommand.OnStores("head", "The head of the chain, to be kept elsewhere and given to verify later", HeadAsync), Out),
        With(StoreCommand.OnStores("prune", "Remove old entries; what remains still verifies, and an entry says so", PruneAsync), Before),
    };

    private static async Task<int> VerifyAsync(IServiceProvider services, ParseResult arguments, CancellationToken cancellationToken)
    {
        var anchor = arguments.GetValue(Anchor) is { } file ? TrailLines.ReadHead(file) : null;
        var report = await services.GetRequiredService<IAuditTrail>().VerifyAsync(anchor, cancellationToken);
        foreach (var fault in report.Faults)
            Console.WriteLine($"entry {fault.Seq}: {fault.Problem}");
        Console.WriteLine(report.IsWhole
            ? $"The audit trail is whole: {report.Entries} entries from {report.FirstSeq} to {report.Head.Seq}."
            : $"The audit trail is NOT whole: {report.Faults.Count} faults in {report.Entries} entries.");
        return report.IsWhole ? StoreCommand.Done : StoreCommand.Found;
    }

    private static async Task<int> ExportAsync(IServiceProvider services, ParseResult arguments, CancellationToken cancellationToken)
    {
        var trail = services.GetRequiredService<IAuditTrail>();
        var filter = new TrailFilter(arguments.PatientOf(User, services), arguments.GetValue(From), arguments.GetValue(Until));
        await WriteAsync(arguments.GetValue(Out), async output =>
        {
            await foreach (var entry in trail.ReadAsync(filter, cancellationToken))
                await output.WriteLineAsync(TrailLines.Of(entry));
            await output.WriteLineAsync(TrailLines.Of(await trail.HeadAsync(cancellationToken)));
        });
        return StoreCommand.Done;
    }

    private static async Task<int> HeadAsync(IServiceProvider services, ParseResult arguments, CancellationToken cancellationToken)
    {
        var head = await services.GetRequiredService<IAuditTrail>().HeadAsync(cancellationToken);
        await WriteAsync(arguments.GetValue(Out), output => output.WriteLineAsync(TrailLines.Of(head)));
        return StoreCommand.Done;
    }

    private static async Task<int> PruneAsync(IServiceProvider services, ParseResult arguments, CancellationToken cancellationToken)
    {
        var before = arguments.GetValue(Before)!.Value;
        var pruned = await services.GetRequiredService<IAuditTrail>().PruneAsync(Principal.System("command"), before, cancellationToken);
        Console.WriteLine($"{pruned} entries removed.");
        return StoreCommand.Done;
    }

    private static async Task WriteAsync(FileInfo? file, Func<TextWriter, Task> write)
    {
        if (file is null)
        {
            await write(Console.Out);
            return;
        }

        // Written aside: a failure leaves the file of before, which may be the only anchor there is.
        var draft = $"{file.FullName}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var content = PrivateFiles.CreateNew(draft))
            {
                await using (var output = new StreamWriter(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
                    await write(output);
                content.Flush(flushToDisk: true);
            }

            File.Move(draft, file.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static Command With(Command command, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
            command.Options.Add(option);
        return command;
    }

    private static Option<DateTimeOffset?> Moment(string name, string description, bool required = false) => new(name)
    {
        Description = $"{description}: yyyy-mm-dd (midnight UTC), or with time and zone as in 2026-11-20T09:30:00+05:30",
        Required = required,
        CustomParser = argument =>
        {
            string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
            if (DateTimeOffset.TryParseExact(argument.Tokens[0].Value, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
                return moment;
            argument.AddError($"{name} is a date as yyyy-mm-dd, or a time as 2026-11-20T09:30:00+05:30.");
            return null;
        },
    };
}
