using System.CommandLine;
using System.Globalization;
using MediAgents.Cli.Stores;
using MediAgents.Primitives;
using MediAgents.Records.AuditTrail;
using MediAgents.Records.Sealing;
using MediAgents.Server;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace MediAgents.Cli.Commands;

/// <summary><c>mediagents keys ...</c>: which master key wraps what, and the change of master and data keys. A server may run.</summary>
internal static class KeysCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private static readonly Option<string?> User = StoreCommand.UserOption();
    private static readonly Option<bool> All = new("--all") { Description = "everybody's, and that of what belongs to nobody" };

    public static Command Create() => new("keys", "Look after master keys and patients' data keys, also beside a running server")
    {
        StoreCommand.OnUnopenedStores("status", "How many data keys lie under which master key; exit code 1 when a master key is missing", StatusAsync),
        StoreCommand.OnStores("rewrap", "Wrap data keys that lie under older master keys under the current one", RewrapAsync),
        Renew(),
    };

    private static Command Renew()
    {
        var command = StoreCommand.OnStores("renew", "Give patients new data keys and seal their data anew; without an option, go on with what was begun", RenewAsync);
        command.Options.Add(User);
        command.Options.Add(All);
        command.Validators.Add(result =>
        {
            if (result.Has(All) && result.Has(User))
                result.AddError("--user and --all exclude each other.");
        });
        return command;
    }

    private static Task<int> StatusAsync(StoreHost stores, ParseResult arguments, CancellationToken cancellationToken)
    {
        stores.RequireDirectory();
        var masterKeys = stores.Services.GetRequiredService<MasterKeys>();
        var keyStore = stores.Services.GetRequiredService<IDataKeyStore>();
        var counts = new Dictionary<string, long>(keyStore.CountByMasterKey(), StringComparer.Ordinal);
        counts.TryAdd(masterKeys.CurrentId, 0);

        var table = new Table().AddColumns("master key", "", "data keys");
        foreach (var (id, count) in counts.OrderByDescending(pair => pair.Key == masterKeys.CurrentId).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            table.AddRow(id, StandingOf(id, masterKeys), count.ToString(CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);
        Console.WriteLine($"{CountEarlier(keyStore)} earlier data keys wait until nothing is sealed under them any more.");
        return Task.FromResult(counts.Keys.All(masterKeys.Holds) ? StoreCommand.Done : StoreCommand.Found);
    }

    private static Task<int> RewrapAsync(IServiceProvider services, ParseResult arguments, CancellationToken cancellationToken)
    {
        var last = new RewrapProgress(0, 0, 0);
        var tick = StoreCommand.Ticker();
        foreach (var progress in services.GetRequiredService<KeyRewrapping>().Run())
        {
            last = progress;
            tick($"{progress.Rewrapped} of {progress.Total} data keys wrapped under the current master key");
            cancellationToken.ThrowIfCancellationRequested();
        }

        Console.WriteLine($"{last.Rewrapped} data keys wrapped under the current master key.");
        if (last.Unopened == 0)
            return Task.FromResult(StoreCommand.Done);
        Console.Error.WriteLine($"{last.Unopened} data keys lie under master keys that are not set (ENCRYPTION_KEYS_OLD), or were changed.");
        return Task.FromResult(StoreCommand.Found);
    }

    private static async Task<int> RenewAsync(IServiceProvider services, ParseResult arguments, CancellationToken cancellationToken)
    {
        var renewal = services.GetRequiredService<KeyRenewal>();
        var patient = arguments.PatientOf(User, services);
        if (patient is { } named && services.GetRequiredService<IDataKeyStore>().Find(named.Hash) is null)
        {
            await Console.Error.WriteLineAsync("mediagents keys renew: nothing is sealed for this user.");
            return StoreCommand.Found;
        }

        // Before the first key: a renewal without its entry must not be.
        if (patient is not null || arguments.GetValue(All))
            await services.GetRequiredService<IAuditTrail>().RecordAsync(new Access(Principal.System("command"), patient, "key.renew"), cancellationToken);
        if (patient is not null)
            renewal.Renew(patient); // false when somebody else did, or erased the patient, just now
        if (arguments.GetValue(All))
            Console.WriteLine($"{renewal.RenewAll().Count(renewed => renewed)} data keys renewed.");
        return await ResealAsync(renewal, patient, cancellationToken);
    }

    private static async Task<int> ResealAsync(KeyRenewal renewal, PatientId? patient, CancellationToken cancellationToken)
    {
        var last = new RenewalProgress();
        var tick = StoreCommand.Ticker();
        await foreach (var progress in renewal.ContinueAsync(patient, Pause, cancellationToken))
        {
            last = progress;
            tick($"{progress.Rows} rows sealed anew, at earlier key {progress.Keys}");
        }

        Console.WriteLine($"{last.Rows} rows sealed anew; {last.Retired} of {last.Keys} earlier data keys removed.");
        if (last.Keys > last.Retired)
        {
            Console.WriteLine($"An earlier key goes {KeyRenewal.KeptFor.TotalMinutes:0} minutes after its renewal at the earliest: "
                + "the server sees to it, or 'mediagents keys renew'.");
        }

        if (last is { Broken: 0, Unopened: 0 })
            return StoreCommand.Done;
        await Console.Error.WriteLineAsync($"{last.Broken} rows do not open, {last.Unopened} earlier keys lie under a master key that is not set; they stay as they are.");
        return StoreCommand.Found;
    }

    private static string StandingOf(string id, MasterKeys masterKeys) =>
        id == masterKeys.CurrentId ? "current" : masterKeys.Holds(id) ? "older, set" : "not set: what lies under it cannot be read";

    private static long CountEarlier(IDataKeyStore keyStore)
    {
        const int listing = 1000;
        var count = 0L;
        SealKeyId? after = null;
        while (keyStore.ListEarlier(after, listing) is { Count: > 0 } keys)
        {
            count += keys.Count;
            after = keys[^1].Key.Id;
        }

        return count;
    }
}
