using System.CommandLine;
using MediAgents.Cli.Stores;
using MediAgents.Records.Portability;
using MediAgents.Records.Sealing;
using MediAgents.Server;
using MediAgents.Storage.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace MediAgents.Cli.Commands;

/// <summary>
/// <c>mediagents backup data|keys FILE</c> beside a running server, <c>mediagents restore data|keys FILE</c> in its place.
/// </summary>
internal static class BackupCommands
{
    public static Command CreateBackup() => new("backup", "Write a backup, also beside a running server; data and keys are backed up apart")
    {
        OfKind("data", "Everything that is sealed, and the audit trail", BackupKind.Data, BackUpAsync),
        OfKind("keys", "The wrapped data keys; the master key is in no backup", BackupKind.Keys, BackUpAsync),
    };

    public static Command CreateRestore() => new("restore", "Put a backup back; the server must be stopped")
    {
        OfKind("data", "Replaces the data by those of the backup", BackupKind.Data, RestoreAsync),
        OfKind("keys", "Adds the keys of the backup; those of patients erased since stay erased", BackupKind.Keys, RestoreAsync),
    };

    private static Command OfKind(string name, string description, BackupKind kind, Func<IStoreBackup, StoreHost, string, CancellationToken, Task> run)
    {
        var file = new Argument<FileInfo>("FILE");
        var command = StoreCommand.OnUnopenedStores(name, description, async (stores, arguments, cancellationToken) =>
        {
            var backup = stores.Services.GetServices<IStoreBackup>().Last(one => one.Kind == kind);
            await run(backup, stores, arguments.GetRequiredValue(file).FullName, cancellationToken);
            return StoreCommand.Done;
        });
        command.Arguments.Add(file);
        return command;
    }

    private static async Task BackUpAsync(IStoreBackup backup, StoreHost stores, string file, CancellationToken cancellationToken)
    {
        var manifest = await backup.BackUpAsync(file, cancellationToken);
        Console.WriteLine($"Backed up {manifest.Rows.Values.Sum()} rows of {manifest.Rows.Count} tables, schema {manifest.Schema}, {manifest.Bytes} bytes, checked.");
    }

    private static async Task RestoreAsync(IStoreBackup backup, StoreHost stores, string file, CancellationToken cancellationToken)
    {
        stores.Hold();
        var report = await backup.RestoreAsync(file, cancellationToken);
        Console.WriteLine(backup.Kind == BackupKind.Data
            ? $"Restored {report.Rows} rows of {report.Manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC."
            : $"Added {report.Rows} keys of {report.Manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC; {report.Present} were there, {report.Refused} of erased patients stay erased.");
        if (await RepeatErasuresAsync(stores.Services, cancellationToken) is > 0 and var repeated)
            Console.WriteLine($"Removed what the backup had of {repeated} patients erased since.");
    }

    private static async Task<int> RepeatErasuresAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        // On a new machine the data may come before the keys: opening the stores now would make keys of their own.
        var keys = services.GetRequiredService<IDataKeyStore>();
        return keys.Find(IDataKeyStore.SystemOwner) is null || keys.ListErased(after: null, limit: 1).Count == 0
            ? 0
            : await services.GetRequiredService<RestoredErasures>().RepeatAsync(cancellationToken);
    }
}
