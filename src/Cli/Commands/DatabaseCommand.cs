using System.CommandLine;
using MediAgents.Server;
using MediAgents.Server.Settings;

namespace MediAgents.Cli.Commands;

/// <summary><c>mediagents database</c>: the database of the settings.</summary>
internal static class DatabaseCommand
{
    private const int BadSettings = 2;

    public static Command Create()
    {
        var migrate = new Command("migrate", "Bring the schemas of data, keys and cluster (DATABASE_URL, KEY_DATABASE_URL) to this release; a running server may go on");
        migrate.SetAction(async (_, cancellationToken) =>
        {
            try
            {
                await Schemas.MigrateAsync(SettingsFile.Load(), cancellationToken);
                Console.WriteLine("The database is at this release.");
                return 0;
            }
            catch (SettingException wrong)
            {
                await Console.Error.WriteLineAsync(wrong.Message);
                return BadSettings;
            }
        });
        return new Command("database", "Look after the database") { migrate };
    }
}
