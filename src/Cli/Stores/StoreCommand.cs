using System.CommandLine;
using System.Diagnostics;
using MediAgents.Primitives;
using MediAgents.Records.Identity;
using MediAgents.Records.Sealing;
using MediAgents.Server;
using MediAgents.Server.Settings;
using MediAgents.Storage;
using MediAgents.Storage.Backups;
using MediAgents.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Cli.Stores;

/// <summary>
/// How commands come to the stores: by the settings of the server, beside it or in its place. What can go wrong there is a
/// sentence and exit code 2.
/// </summary>
internal static class StoreCommand
{
    public const int Done = 0;
    public const int Found = 1;
    public const int Failed = 2;

    public static Option<string?> UserOption() => new("--user") { Description = "only this user's; the user id as the API is given it" };

    /// <summary>A command on opened stores.</summary>
    public static Command OnStores(string name, string description, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> run) =>
        Guarded(name, description, async (arguments, cancellationToken) =>
        {
            await using var stores = await StoreHost.OpenAsync(SettingsFile.Load());
            return await run(stores.Services, arguments, cancellationToken);
        });

    /// <summary>A command that opens for itself what it needs.</summary>
    public static Command OnUnopenedStores(string name, string description, Func<StoreHost, ParseResult, CancellationToken, Task<int>> run) =>
        Guarded(name, description, async (arguments, cancellationToken) =>
        {
            await using var stores = StoreHost.Prepare(SettingsFile.Load());
            return await run(stores, arguments, cancellationToken);
        });

    /// <summary>The patient that an option names; null without the option.</summary>
    /// <exception cref="InvalidUserIdException">It is no user id.</exception>
    public static PatientId? PatientOf(this ParseResult arguments, Option<string?> option, IServiceProvider services) =>
        arguments.GetValue(option) is { } user ? services.GetRequiredService<UserHasher>().Hash(user) : null;

    /// <summary>Says how far long work is, once a second.</summary>
    public static Action<string> Ticker()
    {
        var last = Stopwatch.GetTimestamp();
        return line =>
        {
            if (Stopwatch.GetElapsedTime(last) < TimeSpan.FromSeconds(1))
                return;
            last = Stopwatch.GetTimestamp();
            Console.WriteLine(line);
        };
    }

    private static Command Guarded(string name, string description, Func<ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            try
            {
                return await run(arguments, cancellationToken);
            }
            catch (Exception told) when (told is SettingException or KeySettingException or BackupException or StorageUnavailableException
                or StorageTooNewException or SqliteMissingException or SealBrokenException or InvalidUserIdException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"mediagents {NameOf(command)}: {told.Message}");
                return Failed;
            }
        });
        return command;
    }

    private static string NameOf(Command command)
    {
        var group = command.Parents.OfType<Command>().FirstOrDefault(parent => parent is not RootCommand);
        return group is null ? command.Name : $"{group.Name} {command.Name}";
    }
}
