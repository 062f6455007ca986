using System.Globalization;

namespace MediAgents.Storage.Tests.Postgres;

/// <summary>Where PostgreSQL's programs are on this machine.</summary>
internal static class PostgresProgram
{
    private const int OldestServer = 15;

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>; null where there is none.</summary>
    public static string? Folder => Found.Value;

    /// <summary>As the superuser, whom PostgreSQL does not serve, the programs run as the user that its package makes.</summary>
    public static bool NeedsAnotherUser => Environment.UserName == "root";

    private static string? Find()
    {
        var versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= OldestServer)
                .Order(StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return versions.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
